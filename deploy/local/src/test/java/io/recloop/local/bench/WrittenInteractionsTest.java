package io.recloop.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.Topic;
import io.recloop.embedded.TestStack;
import io.recloop.local.bench.WrittenInteractions.Compared;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class WrittenInteractionsTest {
    @Test
    void countsEachIdOfOneTenantOverAllPartitions() throws Exception {
        var stack = TestStack.shared();
        var sent = new ArrayList<Future<RecordMetadata>>();
        var topic = stack.createTopics("written").name(Topic.INTERACTIONS);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < 100; i++) {
                sent.add(producer.send(interaction(topic, "ours", "e" + i)));
                sent.add(producer.send(interaction(topic, "theirs", "t" + i)));
            }
            sent.add(producer.send(interaction(topic, "ours", "e7")));
            for (var one : sent) {
                one.get();
            }
        }

        var written = WrittenInteractions.read(stack.bootstrapServers(), topic, "ours");

        assertThat(written.times()).hasSize(100).containsEntry("e7", 2).containsEntry("e8", 1);
    }

    @Test
    void whatWasAcknowledgedAndIsNotThereIsLost() {
        var written = new WrittenInteractions(Map.of("a", 1, "b", 2, "c", 1));

        assertThat(written.compare(List.of("a", "b", "d"))).isEqualTo(new Compared(1, 1));
        assertThat(written.compare(List.of())).isEqualTo(new Compared(0, 1));
    }

    private static ProducerRecord<String, byte[]> interaction(String topic, String tenant, String id) {
        var json = "{\"tenant\":\"%s\",\"eventId\":\"%s\"}".formatted(tenant, id);
        return new ProducerRecord<>(topic, id, json.getBytes(StandardCharsets.UTF_8));
    }
}
