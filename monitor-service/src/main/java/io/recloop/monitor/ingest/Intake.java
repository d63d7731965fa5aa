package io.recloop.monitor.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.DeadLetter;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.outbox.Outbox;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Turns a batch of records into one transaction: effects, dead letters and offsets together.
@Singleton
public final class Intake {
    private static final Logger LOG = Logger.getLogger(Intake.class);

    private final Jdbi jdbi;
    private final List<TopicEffect<?>> effects;
    private final Outbox outbox;
    private final TopicNames names;
    private final MeterRegistry meters;
    private final Clock clock;

    Intake(
            Jdbi jdbi,
            @All List<TopicEffect<?>> effects,
            Outbox outbox,
            TopicNames names,
            MeterRegistry meters,
            Clock clock) {
        this.jdbi = jdbi;
        this.effects = effects;
        this.outbox = outbox;
        this.names = names;
        this.meters = meters;
        this.clock = clock;
    }

    /// The topics that somebody wants, by physical name.
    Map<String, Topic> topics() {
        var topics = new HashMap<String, Topic>();
        effects.forEach(effect -> topics.put(names.of(effect.topic()), effect.topic()));
        return topics;
    }

    Map<TopicPartition, Long> begin(Set<TopicPartition> partitions, Map<String, String> topicIds) {
        return QuarkusTransaction.requiringNew()
                .call(() -> jdbi.withHandle(transaction -> Offsets.begin(transaction, partitions, topicIds)));
    }

    Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions) {
        return jdbi.withHandle(handle -> Offsets.read(handle, partitions));
    }

    /// @param expected stored offset of each partition; partitions without one are absent
    /// @return the offsets that are stored now
    /// @throws Offsets.AnotherReaderException nothing has taken effect
    Map<TopicPartition, Long> take(ConsumerRecords<String, byte[]> records, Map<TopicPartition, Long> expected) {
        try {
            return takeAll(records, expected, Optional.empty());
        } catch (RuntimeException e) {
            if (!RefusedValues.isOne(e)) {
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
            ConsumerRecords<String, byte[]> records,
            Map<TopicPartition, Long> expected,
            Optional<InvalidEventException> refusal) {
        var topics = topics();
        var now = new HashMap<>(expected);
        QuarkusTransaction.requiringNew()
                .run(() -> jdbi.useHandle(transaction -> {
                    var decoded = new EnumMap<Topic, Decoded>(Topic.class);
                    // Sorted, so that two replicas lock the same rows in the same order.
                    for (var partition : new TreeSet<>(
                            records.partitions().stream().map(Partition::new).toList())) {
                        var batch = records.records(partition.of);
                        var topic = topics.get(partition.of.topic());
                        if (topic == null) {
                            continue;
                        }
                        var before = expected.get(partition.of);
                        long next = batch.getLast().offset() + 1;
                        Offsets.advance(
                                transaction,
                                partition.of,
                                before == null ? OptionalLong.empty() : OptionalLong.of(before),
                                next);
                        now.put(partition.of, next);
                        var ofTopic = decoded.computeIfAbsent(topic, key -> new Decoded());
                        var family = family(topic);
                        var clockNow = clock.instant();
                        for (var kept : batch) {
                            if (refusal.isPresent()) {
                                refuse(topic, kept, refusal.get());
                            } else {
                                ofTopic.add(decode(topic, family, kept, clockNow));
                            }
                        }
                    }
                    for (var effect : effects) {
                        var ofTopic = decoded.get(effect.topic());
                        if (ofTopic != null) {
                            ofTopic.apply(effect, transaction);
                        }
                    }
                }));
        records.partitions()
                .forEach(partition -> meters.counter("recloop.monitor.records", "topic", topicOf(topics, partition))
                        .increment(records.records(partition).size()));
        return now;
    }

    private static String topicOf(Map<String, Topic> topics, TopicPartition partition) {
        var topic = topics.get(partition.topic());
        return topic == null ? "other" : topic.topicName();
    }

    /// Compares partitions, which Kafka's own class does not.
    private record Partition(TopicPartition of) implements Comparable<Partition> {
        @Override
        public int compareTo(Partition other) {
            int byTopic = of.topic().compareTo(other.of.topic());
            return byTopic != 0 ? byTopic : Integer.compare(of.partition(), other.of.partition());
        }
    }

    private static final class Decoded {
        private final List<Event> events = new ArrayList<>();

        void add(@Nullable Event event) {
            if (event != null) {
                events.add(event);
            }
        }

        <E extends Event> void apply(TopicEffect<E> effect, Handle transaction) {
            var family = effect.family();
            effect.apply(
                    transaction,
                    events.stream().filter(family::isInstance).map(family::cast).toList());
        }
    }

    private @Nullable Event decode(
            Topic topic, Class<? extends Event> family, ConsumerRecord<String, byte[]> kept, Instant now) {
        if (kept.value() == null && topic.compacted()) {
            // A deleted key of a compacted topic; nothing is forgotten here on that account.
            return null;
        }
        try {
            return EventCodec.read(family, kept.value(), now);
        } catch (InvalidEventException e) {
            refuse(topic, kept, e);
            return null;
        }
    }

    private void refuse(Topic topic, ConsumerRecord<String, byte[]> kept, InvalidEventException e) {
        meters.counter(
                        "recloop.monitor.records.refused",
                        "topic",
                        topic.topicName(),
                        "code",
                        e.code().code())
                .increment();
        LOG.warnf(
                "refused topic=%s partition=%d offset=%d code=%s reason=\"%s\"",
                kept.topic(), kept.partition(), kept.offset(), e.code().code(), e.getMessage());
        byte[] value = kept.value() == null ? new byte[0] : kept.value();
        var place = kept.topic() + "/" + kept.partition() + "/" + kept.offset();
        outbox.append(
                topic.deadLetterName(),
                // A topic that is created again has the same places.
                Outbox.idOf("dead-letter", place + "/" + kept.timestamp()),
                place,
                DeadLetter.value(value),
                DeadLetter.headers(e, "monitor-service", kept.topic(), kept.partition(), kept.offset(), value.length));
    }

    private Class<? extends Event> family(Topic topic) {
        return effects.stream()
                .filter(effect -> effect.topic() == topic)
                .findFirst()
                .orElseThrow()
                .family();
    }
}
