package io.recloop.benchmarks.alerts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.embedded.TestStack;
import io.recloop.embedded.Topics;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Alerts on the topic, each of an incident of its own.
final class AlertProducer implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final String topic;

    AlertProducer(TestStack stack, Topics topics) {
        topic = topics.name(Topic.ALERTS);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrapServers(), "acks", "all", "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void send(int number) {
        var labels = Map.of("alert", AlertHistory.mark(number));
        var fingerprint = Fingerprint.of("default", "bench", labels);
        var event = new AlertRaised(
                UUID.randomUUID().toString(),
                "default",
                Instant.now(),
                fingerprint,
                "bench",
                Severity.WARNING,
                "benchmark",
                AlertHistory.mark(number),
                labels,
                Map.of());
        var record = new ProducerRecord<>(topic, fingerprint, EventCodec.write(event));
        CloudEventHeaders.of(event, "/recloop/benchmarks")
                .forEach((name, value) -> record.headers().add(name, value));
        var unused = producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
