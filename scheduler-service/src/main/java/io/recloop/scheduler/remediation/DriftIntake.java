package io.recloop.scheduler.remediation;

import io.recloop.contracts.events.DriftEvent;
import io.recloop.kit.topics.EventIntake;
import io.recloop.kit.topics.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Considers every evaluation of drift.
@Singleton
public final class DriftIntake {
    private final EventIntake intake;
    private final Remediations remediations;

    DriftIntake(EventIntake intake, Remediations remediations) {
        this.intake = intake;
        this.remediations = remediations;
    }

    @Incoming("drift-events")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        intake.take(record, DriftEvent.class, drift -> {
            remediations.consider(drift);
            return "applied";
        });
    }
}
