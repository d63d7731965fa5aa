package io.recloop.training.interactions;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionRecorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Many interactions, each acknowledged.
final class Flood implements AutoCloseable {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final ArrayList<Future<RecordMetadata>> sent = new ArrayList<>();

    Flood(String bootstrap, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5, "delivery.timeout.ms", 180_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(int from, int to) {
        for (int i = from; i < to; i++) {
            var event = new InteractionRecorded(
                    "e-" + i,
                    "default",
                    AT.plusSeconds(i),
                    "u" + i % 5_000,
                    "i" + i % 700,
                    Action.CLICK,
                    null,
                    null,
                    null);
            sent.add(producer.send(new ProducerRecord<>(
                    topic, event.key().getBytes(StandardCharsets.UTF_8), EventCodec.write(event))));
        }
    }

    void awaitAcknowledged() throws Exception {
        producer.flush();
        for (var one : sent) {
            one.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close();
    }
}
