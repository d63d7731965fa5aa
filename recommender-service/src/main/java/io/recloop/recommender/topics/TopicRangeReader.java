package io.recloop.recommender.topics;

import io.recloop.contracts.Topic;
import io.recloop.kit.topics.TopicNames;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/// Reads a closed span of a topic once, beside readers that follow it.
@Singleton
public final class TopicRangeReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALL = Duration.ofSeconds(20);

    private final ConsumerFactory consumers;
    private final TopicNames names;

    TopicRangeReader(ConsumerFactory consumers, TopicNames names) {
        this.consumers = consumers;
        this.names = names;
    }

    /// @param from inclusive; where the topic begins later, reading begins there
    /// @param to   exclusive
    public record Part(long from, long to) {}

    /// @param parts what is wanted of each partition
    /// @throws IOException where the broker gives nothing for 20 seconds; what was read until then was handed over
    public void read(Topic logical, Map<Integer, Part> parts, Consumer<ConsumerRecord<byte[], byte[]>> sink)
            throws IOException {
        var topic = names.of(logical);
        var ends = new HashMap<TopicPartition, Long>();
        try (var consumer = consumers.consumer()) {
            parts.forEach((number, part) -> ends.put(new TopicPartition(topic, number), part.to));
            consumer.assign(ends.keySet());
            parts.forEach((number, part) -> consumer.seek(new TopicPartition(topic, number), part.from));
            long deadline = System.nanoTime() + STALL.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey(), STALL) < end.getValue())) {
                for (var record : consumer.poll(POLL)) {
                    deadline = System.nanoTime() + STALL.toNanos();
                    var part = parts.get(record.partition());
                    if (part != null && record.offset() < part.to) {
                        sink.accept(record);
                    }
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("the broker gave nothing of " + topic + " for " + STALL);
                }
            }
        } catch (KafkaException e) {
            throw new IOException("cannot read " + topic, e);
        }
    }
}
