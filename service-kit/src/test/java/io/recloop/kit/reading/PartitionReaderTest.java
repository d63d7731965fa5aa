package io.recloop.kit.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.embedded.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionReaderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final TestStack stack = TestStack.shared();
    private String topic;

    @BeforeEach
    void createTopic() throws Exception {
        topic = "reader-" + Long.toHexString(System.nanoTime());
        try (var admin = stack.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void deleteTopic() throws Exception {
        try (var admin = stack.admin()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /// Keeps offsets and values in memory.
    private class Memory implements OffsetOwner {
        final Map<TopicPartition, Long> offsets = new ConcurrentHashMap<>();
        final List<String> values = new CopyOnWriteArrayList<>();

        @Override
        public Map<TopicPartition, Long> begin(Map<TopicPartition, Available> available) {
            return new HashMap<>(offsets);
        }

        @Override
        public void take(TopicBatch batch) throws Exception {
            batch.records().forEach(row -> values.add(new String(row.value(), StandardCharsets.UTF_8)));
            offsets.putAll(batch.next());
        }
    }

    @Test
    void readsOnWhereTheOwnerSaysAndElsewhereFromTheFirstRecord() throws Exception {
        send(0, "a", "b", "c");
        send(1, "d", "e");
        var owner = new Memory();
        owner.offsets.put(new TopicPartition(topic, 0), 2L);

        try (var running = new Running(owner)) {
            assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();
        }

        assertThat(owner.values).containsExactlyInAnyOrder("c", "d", "e");
        assertThat(owner.offsets)
                .containsEntry(new TopicPartition(topic, 0), 3L)
                .containsEntry(new TopicPartition(topic, 1), 2L);
    }

    @Test
    void theOrderOfAPartitionIsKept() throws Exception {
        var sent = java.util.stream.IntStream.range(0, 5_000)
                .mapToObj(Integer::toString)
                .toArray(String[]::new);
        send(0, sent);
        var owner = new Memory();

        try (var running = new Running(owner)) {
            assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();
            await().atMost(LIMIT).until(() -> running.reader.lag() == 0);
        }

        assertThat(owner.values).containsExactly(sent);
    }

    @Test
    void whatWasFetchedAndNotTakenIsReadByTheNextRun() throws Exception {
        send(0, "a", "b");
        var failing = new Memory() {
            @Override
            public void take(TopicBatch batch) {
                throw new IllegalStateException("the database is away");
            }
        };
        try (var running = new Running(failing)) {
            assertThat(running.ended).failsWithin(LIMIT).withThrowableThat().withMessageContaining("database is away");
        }
        var owner = new Memory();

        try (var running = new Running(owner)) {
            assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();
        }

        assertThat(owner.values).containsExactly("a", "b");
    }

    @Test
    void whoWaitsIsToldOnlyAfterTheRecordsWereTaken() throws Exception {
        var hold = new CountDownLatch(1);
        var owner = new Memory() {
            @Override
            public void take(TopicBatch batch) throws Exception {
                if (!batch.records().isEmpty()) {
                    assertThat(hold.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
                }
                super.take(batch);
            }
        };
        try (var running = new Running(owner)) {
            send(0, "a");

            assertThat(running.reader.awaitCaughtUp(Duration.ofMillis(500))).isFalse();
            hold.countDown();
            assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();
        }
        assertThat(owner.values).containsExactly("a");
    }

    @Test
    void partitionsThatWereAddedAreReadToo() throws Exception {
        send(0, "a");
        var owner = new Memory();
        try (var running = new Running(owner)) {
            assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();
            try (var admin = stack.admin()) {
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                        .all()
                        .get();
            }

            send(2, "new");

            await().atMost(LIMIT).until(() -> owner.values.contains("new"));
        }
        assertThat(owner.values).containsExactly("a", "new");
    }

    @Test
    void aTopicThatDoesNotExistEndsTheRun() throws Exception {
        var reader =
                new PartitionReader(settings(Set.of("no-such-topic"), kafka(stack.bootstrapServers())), new Memory());
        try (var running = new Running(reader)) {
            assertThat(running.ended).failsWithin(LIMIT).withThrowableThat().withMessageContaining("no-such-topic");
        }
    }

    @Test
    void silenceGoesOnAndABrokerThatIsGoneEndsTheRun() throws Exception {
        try (var broker = TestStack.dedicatedBroker(folder.resolve("broker")).start()) {
            try (var admin = Admin.create(kafka(broker.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic("quiet", 1, (short) 1)))
                        .all()
                        .get();
            }
            var reader = new PartitionReader(settings(Set.of("quiet"), kafka(broker.bootstrapServers())), new Memory());
            try (var running = new Running(reader)) {
                assertThat(running.reader.awaitCaughtUp(LIMIT)).isTrue();

                broker.kill();

                assertThat(running.ended).failsWithin(LIMIT);
            }
        }
    }

    /// A reader on a thread.
    private final class Running implements AutoCloseable {
        private final PartitionReader reader;
        private final CompletableFuture<Void> ended = new CompletableFuture<>();
        private final Thread thread;

        Running(OffsetOwner owner) {
            this(new PartitionReader(
                    new PartitionReader.Settings(
                            Set.of(topic),
                            kafka(stack.bootstrapServers()),
                            Duration.ofMillis(50),
                            Duration.ofMillis(500),
                            2),
                    owner));
        }

        Running(PartitionReader reader) {
            this.reader = reader;
            this.thread = Thread.ofPlatform().start(() -> {
                try {
                    reader.run();
                    ended.complete(null);
                } catch (Exception e) {
                    ended.completeExceptionally(e);
                }
            });
        }

        @Override
        public void close() {
            reader.close();
            await().atMost(LIMIT).until(() -> !thread.isAlive());
        }
    }

    private static Map<String, Object> kafka(String bootstrapServers) {
        return Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
    }

    private void send(int partition, String... values) {
        try (var producer = new KafkaProducer<>(
                kafka(stack.bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static PartitionReader.Settings settings(Set<String> topics, Map<String, Object> kafka) {
        return new PartitionReader.Settings(topics, kafka, Duration.ofMillis(100), Duration.ofMinutes(1), 2);
    }
}
