package io.recloop.alert.intake;

import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.kit.topics.EventIntake;
import io.recloop.kit.topics.Received;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// Lets each alert of the topic take effect, and wakes the delivery.
@Singleton
public final class AlertIntake {
    private final EventIntake intake;
    private final Incidents incidents;
    private final DeliverySignal delivery;

    AlertIntake(EventIntake intake, Incidents incidents, DeliverySignal delivery) {
        this.intake = intake;
        this.incidents = incidents;
        this.delivery = delivery;
    }

    @Incoming("alerts")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        intake.take(record, AlertEvent.class, this::apply);
    }

    private String apply(AlertEvent event) {
        var effect = incidents.apply(event);
        delivery.wake();
        return effect.name().toLowerCase(Locale.ROOT);
    }
}
