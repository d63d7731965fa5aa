package io.recloop.training.runs;

import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunRequested;
import io.recloop.kit.topics.EventIntake;
import io.recloop.kit.topics.Received;
import io.recloop.training.runs.parameters.Pipelines;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears who wants a run. A request is committed once it is noted, and executed afterwards: a run of hours holds up no
/// record.
@Singleton
final class RunIntake {
    private final EventIntake intake;
    private final RunService service;

    RunIntake(EventIntake intake, RunService service) {
        this.intake = intake;
        this.service = service;
    }

    @Incoming("pipeline-runs")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        intake.take(record, RunEvent.class, this::hear);
    }

    private String hear(RunEvent event) {
        return switch (event) {
            case RunRequested request
            when Pipelines.areOurs(request.pipeline()) -> service.note(request) ? "noted" : "known";
            // The rest is for other services, or what executors say, this one among them.
            case RunEvent other -> "ignored";
        };
    }
}
