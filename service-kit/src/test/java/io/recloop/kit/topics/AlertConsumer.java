package io.recloop.kit.topics;

import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// What a service does with a topic, with an effect that can be made to fail.
@ApplicationScoped
public class AlertConsumer {
    private final EventIntake intake;
    private final List<String> applied = new CopyOnWriteArrayList<>();
    private volatile boolean databaseAway;
    private volatile boolean outOfOrder;

    AlertConsumer(EventIntake intake) {
        this.intake = intake;
    }

    @Incoming("alerts")
    @Blocking
    void take(ConsumerRecord<byte[], Received> record) {
        intake.take(record, AlertEvent.class, this::apply);
    }

    private String apply(AlertEvent event) {
        if (outOfOrder) {
            throw new StackOverflowError("the process is out of order");
        }
        if (databaseAway) {
            throw new IllegalStateException("the database is away");
        }
        if (event instanceof AlertRaised raised && raised.summary().equals("unstorable")) {
            throw new IllegalStateException(new SQLException("invalid byte sequence", "22021"));
        }
        applied.add(event.eventId());
        return "applied";
    }

    List<String> applied() {
        return applied;
    }

    void setOutOfOrder(boolean out) {
        outOfOrder = out;
    }

    void setDatabaseAway(boolean away) {
        databaseAway = away;
    }
}
