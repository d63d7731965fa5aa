package io.recloop.training.api;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.ModelEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.RunEvent;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.wire.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// The topics as the tests write and read them.
final class Wire {
    private final KafkaClients clients;
    private final TopicNames names;

    Wire(KafkaClients clients, TopicNames names) {
        this.clients = clients;
        this.names = names;
    }

    List<ModelPublished> published() {
        return events(Topic.MODEL_PUBLISHED, ModelEvent.class).stream()
                .filter(ModelPublished.class::isInstance)
                .map(ModelPublished.class::cast)
                .toList();
    }

    List<RunEvent> told(String runId) {
        return events(Topic.PIPELINE_RUNS, RunEvent.class).stream()
                .filter(event -> event.runId().equals(runId))
                .toList();
    }

    <E extends Event> List<E> events(Topic topic, Class<E> family) {
        var events = new ArrayList<E>();
        for (var row : records(names.of(topic))) {
            try {
                events.add(EventCodec.read(family, row.value(), Instant.now()));
            } catch (io.recloop.contracts.events.InvalidEventException e) {
                throw new AssertionError(e);
            }
        }
        return events;
    }

    long ends(Topic topic) {
        try (var consumer = clients.consumer(Map.of())) {
            return consumer.endOffsets(partitions(consumer.partitionsFor(names.of(topic)))).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer = clients.consumer(Map.of())) {
            var partitions = partitions(consumer.partitionsFor(topic));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static List<TopicPartition> partitions(Collection<org.apache.kafka.common.PartitionInfo> infos) {
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    static String header(ConsumerRecord<byte[], byte[]> row, String name) {
        return Optional.ofNullable(row.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .orElse("");
    }

    static List<byte[]> bytes(List<? extends Event> events) {
        return events.stream().map(EventCodec::write).toList();
    }

    /// @param value null: a tombstone
    void send(Topic topic, String key, byte @Nullable [] value) {
        try (var producer = clients.producer(Map.of())) {
            var unused =
                    producer.send(new ProducerRecord<>(names.of(topic), key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    void send(Topic topic, List<byte[]> values) {
        try (var producer = clients.producer(Map.of())) {
            var sent = new ArrayList<java.util.concurrent.Future<?>>();
            for (var value : values) {
                sent.add(producer.send(new ProducerRecord<>(names.of(topic), value)));
            }
            for (var one : sent) {
                one.get();
            }
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
