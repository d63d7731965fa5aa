package io.recloop.scheduler.slots;

import io.recloop.contracts.events.RunEvent;
import io.recloop.kit.topics.EventIntake;
import io.recloop.kit.topics.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Follows every run, whatever asked for it.
@Singleton
public final class RunIntake {
    private final EventIntake intake;
    private final RunFollower follower;

    RunIntake(EventIntake intake, RunFollower follower) {
        this.intake = intake;
        this.follower = follower;
    }

    @Incoming("pipeline-runs")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        intake.take(record, RunEvent.class, run -> {
            follower.follow(run);
            return "applied";
        });
    }
}
