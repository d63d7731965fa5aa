package io.recloop.training.registry.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.kit.topics.EventDeserializer;
import io.recloop.kit.topics.Received;
import io.recloop.kit.topics.TopicNames;
import io.recloop.training.TrainingStack;
import io.recloop.training.wire.KafkaClients;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TrainingStack.class)
class ReplicaIntakeTest {
    private static final long OFFSET = 4_711;

    @Inject
    ReplicaIntake intake;

    @Inject
    TopicNames names;

    @Inject
    KafkaClients clients;

    @Test
    void aRecordThatIsReadAgainAtEachStartGetsOneDeadLetter() {
        intake.take(poison(Instant.ofEpochSecond(1_000)));
        intake.take(poison(Instant.ofEpochSecond(1_000)));
        assertThat(letters()).isEqualTo(1);

        // At the same offset of a topic that was created again.
        intake.take(poison(Instant.ofEpochSecond(2_000)));
        assertThat(letters()).isEqualTo(2);
    }

    private ConsumerRecord<byte[], Received> poison(Instant at) {
        var topic = names.of(Topic.MODEL_STATUS);
        byte[] bytes = "no event".getBytes(StandardCharsets.UTF_8);
        Received value;
        try (var deserializer = new EventDeserializer()) {
            value = deserializer.deserialize(topic, bytes);
        }
        return new ConsumerRecord<>(
                topic,
                0,
                OFFSET,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                bytes.length,
                new byte[0],
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private long letters() {
        var topic = names.deadLetter(Topic.MODEL_STATUS);
        try (var consumer = clients.consumer(Map.of())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            long letters = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var letter : consumer.poll(Duration.ofMillis(100))) {
                    var offset = letter.headers().lastHeader("dead-letter-offset");
                    if (new String(offset.value(), StandardCharsets.UTF_8).equals(Long.toString(OFFSET))) {
                        letters++;
                    }
                }
            }
            return letters;
        }
    }
}
