package io.recloop.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import io.recloop.local.layout.LocalFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// What is in the topic `interactions` of a tenant.
///
/// @param times from an event's id to how often it is there
record WrittenInteractions(Map<String, Integer> times) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Acknowledged ones that are not there, and ids that are there more than once.
    record Compared(long lost, long doubled) {}

    /// All that is there now.
    ///
    /// @param topic with the partitions of `interactions`
    static WrittenInteractions read(String bootstrapServers, String topic, String tenant) {
        var partitions = IntStream.range(0, Topic.INTERACTIONS.partitions())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        var times = new HashMap<String, Integer>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "default.api.timeout.ms", (int) LIMIT.toMillis()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(written -> count(written, tenant, times));
            }
        } catch (KafkaException e) {
            throw new LocalFailure("the broker does not tell what was written: " + e.getMessage());
        }
        return new WrittenInteractions(times);
    }

    Compared compare(Collection<String> acknowledged) {
        return new Compared(
                acknowledged.stream().filter(id -> !times.containsKey(id)).count(),
                times.values().stream().filter(count -> count > 1).count());
    }

    private static void count(ConsumerRecord<String, byte[]> written, String tenant, Map<String, Integer> times) {
        JsonNode event;
        try {
            event = EventCodec.JSON.readTree(written.value());
        } catch (IOException e) {
            throw new LocalFailure("the topic of interactions holds something else than JSON");
        }
        if (event.path("tenant").asText().equals(tenant)) {
            times.merge(event.path("eventId").asText(), 1, Integer::sum);
        }
    }
}
