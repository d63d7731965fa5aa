package io.recloop.kit.topics;

import io.quarkus.arc.Arc;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.EventFamily;
import io.recloop.contracts.events.InvalidEventException;
import java.time.Clock;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/// Reads the events of every topic of the contract; registered once, on the connector, for all incoming channels.
///
/// It never throws: a deserializer that throws closes the channel's consumer. A value that is not an event becomes a
/// [Received] that says why.
public final class EventDeserializer implements Deserializer<Received> {
    private final TopicNames names;
    private final Clock clock;

    /// For Kafka, which makes it by reflection.
    public EventDeserializer() {
        this(bean(TopicNames.class), bean(Clock.class));
    }

    EventDeserializer(TopicNames names, Clock clock) {
        this.names = names;
        this.clock = clock;
    }

    @Override
    public @Nullable Received deserialize(String topic, Headers headers, byte @Nullable [] value) {
        return deserialize(topic, value);
    }

    /// @return null for a tombstone
    @Override
    public @Nullable Received deserialize(String topic, byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        try {
            return Received.event(value, EventCodec.read(EventFamily.of(names.topic(topic)), value, clock.instant()));
        } catch (InvalidEventException e) {
            return Received.refused(value, e);
        }
    }

    private static <T> T bean(Class<T> type) {
        return Arc.container().select(type).get();
    }
}
