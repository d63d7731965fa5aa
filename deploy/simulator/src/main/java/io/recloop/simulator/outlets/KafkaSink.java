package io.recloop.simulator.outlets;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.ItemEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes events to the loop's topics: idempotent, acknowledged by all replicas, batched.
public final class KafkaSink implements EventSink, AutoCloseable {
    private static final String SOURCE = "/recloop/simulator";
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final Producer<byte[], byte[]> producer;
    private final String prefix;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<Exception> cause = new AtomicReference<>();

    /// @param prefix stands before every topic's name; empty for a stack of its own
    public KafkaSink(String bootstrapServers, String prefix) {
        this(
                new KafkaProducer<>(settings(bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer()),
                prefix);
    }

    KafkaSink(Producer<byte[], byte[]> producer, String prefix) {
        this.producer = producer;
        this.prefix = prefix;
    }

    private static Map<String, Object> settings(String bootstrapServers) {
        var settings = new HashMap<String, Object>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("client.id", "recloop-simulator");
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 5);
        settings.put("batch.size", 128 * 1024);
        return settings;
    }

    @Override
    public void send(Event event) {
        var record = new ProducerRecord<>(
                prefix + topic(event).topicName(),
                event.key().getBytes(StandardCharsets.UTF_8),
                EventCodec.write(event));
        CloudEventHeaders.of(event, SOURCE)
                .forEach((name, value) -> record.headers().add(name, value));
        try {
            var unused = producer.send(record, (written, failure) -> {
                if (failure != null) {
                    lose(failure);
                }
            });
        } catch (org.apache.kafka.common.KafkaException e) {
            lose(e);
        }
    }

    /// How many events did not arrive.
    public long lost() {
        return lost.get();
    }

    @Override
    public void flush() throws IOException {
        producer.flush();
        var failure = cause.get();
        if (failure != null) {
            throw new IOException(
                    "%d events were lost, first because: %s".formatted(lost.get(), failure.getMessage()), failure);
        }
    }

    @Override
    public void close() {
        producer.close(CLOSING);
    }

    private void lose(Exception failure) {
        lost.incrementAndGet();
        cause.compareAndSet(null, failure);
    }

    private static Topic topic(Event event) {
        return switch (event) {
            case InteractionEvent interaction -> Topic.INTERACTIONS;
            case ItemEvent item -> Topic.ITEMS;
            default ->
                throw new IllegalArgumentException(
                        "a shop does not write " + event.getClass().getSimpleName());
        };
    }
}
