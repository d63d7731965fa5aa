package io.recloop.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is killed: what was acknowledged is in the lake, once.
class ExactlyOnceTest {
    private static final int PORTS = 28_400;
    private static final int EVENTS = 300_000;

    @TempDir
    Path dataDir;

    @Test
    void everyInteractionIsInTheLakeOnceThoughTrainingIsKilledTwiceAndTheBrokerIsRestarted() throws Exception {
        long records;
        Path lake;
        try (var stack = LocalStack.up(dataDir, PORTS)) {
            send(stack);
            records = recordsOnTheTopic(stack);
            String operator = stack.token("operator");
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().untilAsserted(() -> assertThat(
                            stack.get(stack.training("/v1/lake"), operator)
                                    .path("interactions")
                                    .path("rows")
                                    .asLong())
                    .isGreaterThanOrEqualTo(records));
            assertThat(stack.restarts("training")).isEqualTo(2);
            assertThat(stack.restarts("broker")).isEqualTo(1);
            lake = stack.lake();
        }
        // Once it has stopped: while segments are merged, their rows are in two files.
        assertLakeHoldsEachOnce(lake, records);
    }

    private static void send(LocalStack stack) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "acks",
                "all",
                "enable.idempotence",
                true,
                "delivery.timeout.ms",
                180_000,
                "linger.ms",
                5);
        var acknowledgements = new ArrayList<Future<RecordMetadata>>(EVENTS);
        var now = Instant.now();
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < EVENTS; i++) {
                if (i == EVENTS / 4 || i == EVENTS / 2) {
                    // Something must be in flight when it dies, and it must live again before it dies again.
                    producer.flush();
                    await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> stack.process("training")
                            .destroyForcibly());
                } else if (i == EVENTS * 3 / 4) {
                    stack.process("broker").destroy();
                }
                var event = new InteractionRecorded(
                        "e-" + i, "default", now, "u" + i % 5_000, "i" + i % 700, Action.CLICK, null, null, null);
                acknowledgements.add(producer.send(
                        new ProducerRecord<>(Topic.INTERACTIONS.topicName(), event.key(), EventCodec.write(event))));
            }
            for (var acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        }
    }

    /// What the producer's retries have made of the events is the broker's affair; the lake has each record once.
    private static long recordsOnTheTopic(LocalStack stack) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            var topic = Topic.INTERACTIONS.topicName();
            var newest = new HashMap<TopicPartition, OffsetSpec>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .forEach(partition -> newest.put(partition, OffsetSpec.latest()));
            return admin.listOffsets(newest).all().get().values().stream()
                    .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /// Reads the files themselves: what the service says of its lake is not evidence.
    private static void assertLakeHoldsEachOnce(Path lake, long records) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var counts = statement.executeQuery("""
                        SELECT count(*), count(DISTINCT event_id), count(DISTINCT (partition, "offset"))
                        FROM read_parquet('%s/**/*.parquet', union_by_name = true) WHERE event_id LIKE 'e-%%'
                        """.formatted(lake.resolve("interactions")))) {
            assertThat(counts.next()).isTrue();
            assertThat(List.of(counts.getLong(1), counts.getLong(2), counts.getLong(3)))
                    .as("rows, distinct events, distinct places of %s records", records)
                    .containsExactly(records, (long) EVENTS, records);
        }
    }
}
