package io.recloop.training.registry.replicas;

import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.kit.topics.EventIntake;
import io.recloop.kit.topics.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Hears what replicas say they serve. The whole topic is read at every start, so that a registry that comes from a
/// backup is right again.
@Singleton
final class ReplicaIntake {
    private final EventIntake intake;
    private final Replicas replicas;
    private final RefusedStatuses refusals;

    ReplicaIntake(EventIntake intake, Replicas replicas, RefusedStatuses refusals) {
        this.intake = intake;
        this.replicas = replicas;
        this.refusals = refusals;
    }

    @Incoming("model-status")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        // A tombstone of a compacted topic says that there is nothing to know any more.
        if (record.value() != null) {
            intake.takeAgain(record, ModelStatusEvent.class, this::hear, refusals);
        }
    }

    private String hear(ModelStatusEvent event) {
        replicas.said(event);
        return "heard";
    }
}
