package io.recloop.monitor.ingest;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.topics.DataErrors;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// Turns a batch of records into one transaction: effects, dead letters and offsets together.
@Singleton
public final class Intake {
    private static final Comparator<TopicPartition> BY_PLACE =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final List<TopicEffect<?>> effects;
    private final OffsetRepository offsets;
    private final EventDecoder decoder;
    private final TopicNames names;
    private final Clock clock;

    Intake(
            @All List<TopicEffect<?>> effects,
            OffsetRepository offsets,
            EventDecoder decoder,
            TopicNames names,
            Clock clock) {
        this.effects = effects;
        this.offsets = offsets;
        this.decoder = decoder;
        this.names = names;
        this.clock = clock;
    }

    /// The topics that somebody wants, by physical name.
    Set<String> topics() {
        return effects.stream().map(effect -> names.of(effect.topic())).collect(Collectors.toSet());
    }

    Map<TopicPartition, Long> begin(Set<TopicPartition> partitions, Map<String, String> topicIds) {
        return QuarkusTransaction.requiringNew().call(() -> offsets.begin(partitions, topicIds));
    }

    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions) {
        return QuarkusTransaction.requiringNew().call(() -> offsets.of(partitions));
    }

    /// @param expected stored offset of each partition; partitions without one are absent
    /// @return the offsets that are stored now
    /// @throws OffsetRepository.AnotherReaderException nothing has taken effect
    Map<TopicPartition, Long> take(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, Long> expected) {
        try {
            return takeAll(records, expected, Optional.empty());
        } catch (RuntimeException e) {
            if (!DataErrors.isAboutTheData(e)) {
                throw e;
            }
            if (records.count() == 1) {
                return takeAll(records, expected, Optional.of(RefusedValues.refusal()));
            }
            // One record whose value the database cannot store must not stop the others; it is found by halving.
            var halves = RefusedValues.halves(records);
            return take(halves.getLast(), take(halves.getFirst(), expected));
        }
    }

    /// @param refusal of all records, which then have no effect
    private Map<TopicPartition, Long> takeAll(
            ConsumerRecords<byte[], byte[]> records,
            Map<TopicPartition, Long> expected,
            Optional<InvalidEventException> refusal) {
        var now = clock.instant();
        var stored = new HashMap<>(expected);
        QuarkusTransaction.requiringNew().run(() -> {
            var events = new EnumMap<Topic, EventDecoder.Batch>(Topic.class);
            // Sorted, so that two replicas lock the same rows in the same order.
            for (var partition : records.partitions().stream().sorted(BY_PLACE).toList()) {
                var batch = records.records(partition);
                long next = batch.getLast().offset() + 1;
                offsets.advance(partition, expected.get(partition), next);
                stored.put(partition, next);
                var topic = names.topic(partition.topic());
                if (refusal.isPresent()) {
                    batch.forEach(record -> decoder.refusals().refuse(topic, record, refusal.get()));
                } else {
                    events.computeIfAbsent(topic, first -> decoder.new Batch()).add(topic, batch, now);
                }
            }
            for (var effect : effects) {
                var ofTopic = events.get(effect.topic());
                if (ofTopic != null) {
                    apply(effect, ofTopic, now);
                }
            }
        });
        return stored;
    }

    private static <E extends Event> void apply(TopicEffect<E> effect, EventDecoder.Batch events, Instant now) {
        effect.apply(events.of(effect.family()), now);
    }
}
