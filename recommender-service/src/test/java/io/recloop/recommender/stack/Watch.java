package io.recloop.recommender.stack;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.contracts.events.ModelStatusEvent;
import io.recloop.contracts.events.OutcomeEvent;
import io.recloop.contracts.events.RecommendationEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Sees what is written to a topic from the moment it is made.
public final class Watch implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Class<? extends Event> family;
    private final List<Event> seen = new ArrayList<>();

    public Watch(Topic topic) {
        this(topic, Shop.bootstrapServers());
    }

    public Watch(Topic topic, String bootstrapServers) {
        family = familyOf(topic);
        var name = Shop.prefix() + topic.topicName();
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "fetch.min.bytes", 1),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(name).stream()
                .map(info -> new TopicPartition(name, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    Map<Integer, Long> ends() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
    }

    /// The first event of this kind that is so, waiting for it; what comes before stays in [#seen].
    public <E extends Event> E await(Class<E> kind, Predicate<E> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int next = 0;
        while (true) {
            for (; next < seen.size(); next++) {
                if (kind.isInstance(seen.get(next)) && wanted.test(kind.cast(seen.get(next)))) {
                    return kind.cast(seen.get(next));
                }
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no such " + kind.getSimpleName() + " within " + PATIENCE + "; seen: " + seen);
            }
            poll();
        }
    }

    /// All that came until now.
    public List<Event> seen() {
        poll();
        return List.copyOf(seen);
    }

    private static Class<? extends Event> familyOf(Topic topic) {
        return switch (topic) {
            case INTERACTIONS -> InteractionEvent.class;
            case ITEMS -> ItemEvent.class;
            case RECOMMENDATIONS -> RecommendationEvent.class;
            case OUTCOMES -> OutcomeEvent.class;
            case MODEL_STATUS -> ModelStatusEvent.class;
            case ALERTS -> AlertEvent.class;
            default -> throw new IllegalArgumentException("the service does not write " + topic);
        };
    }

    private void poll() {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
            try {
                seen.add(EventCodec.read(family, record.value(), Instant.now()));
            } catch (InvalidEventException e) {
                throw new AssertionError("the service wrote what is not an event", e);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
