package io.recloop.recommender.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Turns the values of records into events. A value that is not an event of its topic is counted and passed over: the
/// services that keep what they read write the dead letters, or there would be one for each replica.
@Singleton
public final class EventDecoder {
    private static final Logger LOG = Logger.getLogger(EventDecoder.class);

    private final MeterRegistry metrics;
    private final Clock clock;

    EventDecoder(MeterRegistry metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
    }

    /// @param family of the events on the topic
    public <E extends Event> Optional<E> decode(Topic topic, Class<E> family, byte[] value) {
        try {
            return Optional.of(EventCodec.read(family, value, clock.instant()));
        } catch (InvalidEventException e) {
            LOG.debugf("topic=%s code=%s error=%s", topic.topicName(), e.code().code(), e.getMessage());
            metrics.counter(
                            "recloop.records.refused",
                            "topic",
                            topic.topicName(),
                            "code",
                            e.code().code())
                    .increment();
            return Optional.empty();
        }
    }
}
