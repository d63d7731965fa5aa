package io.recloop.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.contracts.Topic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartableBrokerTest {

    private static final Topics TOPICS = new Topics("");

    @Test
    void keepsMessagesOverAStopAndAKill(@TempDir Path folder) throws Exception {
        try (var broker =
                TestStack.dedicatedBroker(folder.resolve("with space")).start()) {
            try (var admin = admin(broker)) {
                TOPICS.create(admin);
            }
            send(broker, "before");

            broker.stop();
            assertThat(broker.isRunning()).isFalse();
            broker.start();
            assertThat(read(broker, 100)).hasSize(100).first().isEqualTo("before-0");

            send(broker, "between");
            broker.kill();
            assertThat(broker.isRunning()).isFalse();
            broker.start();
            send(broker, "after");

            assertThat(read(broker, 300)).hasSize(300).contains("between-99", "after-99");
        }
    }

    @Test
    void createsNoTopicThatNobodyAskedFor(@TempDir Path folder) {
        try (var broker = TestStack.dedicatedBroker(folder).start();
                var producer = producer(broker)) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("a-typo", "v")).get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class);
            try (var admin = admin(broker)) {
                assertThatThrownBy(() -> admin.describeTopics(List.of("a-typo"))
                                .allTopicNames()
                                .get())
                        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
            }
        }
    }

    @Test
    void saysWhyItDoesNotStart(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(folder.resolve("log/meta.properties"), "version=1\ncluster.id=x\nnode.id=77\n");

        assertThatThrownBy(() -> TestStack.dedicatedBroker(folder).start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("77");
    }

    private static void send(RestartableBroker broker, String word) throws Exception {
        try (var producer = producer(broker)) {
            var sent = IntStream.range(0, 100)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(Topic.ALERTS.topicName(), "k", word + "-" + i)))
                    .toList();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }

    private static List<String> read(RestartableBroker broker, int count) {
        var partition = new TopicPartition(Topic.ALERTS.topicName(), 0);
        try (var consumer = new KafkaConsumer<String, String>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new java.util.ArrayList<String>();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private static KafkaProducer<String, String> producer(RestartableBroker broker) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all", "max.block.ms", "5000"),
                new StringSerializer(),
                new StringSerializer());
    }

    private static Admin admin(RestartableBroker broker) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }
}
