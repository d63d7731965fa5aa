package io.recloop.monitor.ingest;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Records to events; what is none goes to the dead letters.
@Singleton
final class EventDecoder {
    private final Refusals refusals;
    private final Duration lateness;

    EventDecoder(Refusals refusals, IngestConfig config) {
        this.refusals = refusals;
        this.lateness = config.lateness();
        if (lateness.compareTo(config.dedupRetention()) > 0) {
            throw new IllegalStateException(
                    "recloop.monitor.ingest.lateness (%s) must be at most recloop.monitor.ingest.dedup-retention (%s)"
                            .formatted(lateness, config.dedupRetention()));
        }
    }

    Refusals refusals() {
        return refusals;
    }

    /// What a batch brought of a topic. Not thread-safe.
    final class Batch {
        private final List<Event> events = new ArrayList<>();
        private final Set<Event> late = Collections.newSetFromMap(new IdentityHashMap<>());

        void add(Topic topic, List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
            for (var record : records) {
                var event = refusals.eventOrRefuse(topic, record, now);
                if (event == null) {
                    continue;
                }
                events.add(event);
                if (record.timestamp() - event.occurredAt().toEpochMilli() > lateness.toMillis()) {
                    late.add(event);
                }
            }
        }

        <E extends Event> TopicEvents<E> of(Class<E> family) {
            return new TopicEvents<>(events.stream().map(family::cast).toList(), late);
        }
    }
}
