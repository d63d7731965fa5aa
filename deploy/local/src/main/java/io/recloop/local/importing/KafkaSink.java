package io.recloop.local.importing;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.ItemEvent;
import io.recloop.local.layout.LocalFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/// Sends to the topics of the contract, waiting for every replica's word, without duplicates on a retry.
///
/// The producer's buffer bounds what is on its way: when it is full, [#send] waits.
public final class KafkaSink implements EventSink {

    private static final String SOURCE = "/recloop/import";
    private static final Duration REACH_LIMIT = Duration.ofSeconds(10);

    private final Producer<String, byte[]> producer;
    private final String topicPrefix;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private KafkaSink(Producer<String, byte[]> producer, String topicPrefix) {
        this.producer = producer;
        this.topicPrefix = topicPrefix;
    }

    /// @param topicPrefix none for a stack; tests have topics of their own
    /// @throws LocalFailure when the broker does not answer within ten seconds
    public static KafkaSink connect(String bootstrapServers, String topicPrefix) {
        requireReachable(bootstrapServers);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "compression.type",
                "lz4",
                "linger.ms",
                20,
                "batch.size",
                256 * 1024,
                "buffer.memory",
                32L * 1024 * 1024,
                "max.block.ms",
                60_000,
                "delivery.timeout.ms",
                60_000,
                "request.timeout.ms",
                20_000);
        return new KafkaSink(
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()), topicPrefix);
    }

    private static void requireReachable(String bootstrapServers) {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers))) {
            admin.describeCluster().nodes().get(REACH_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | KafkaException e) {
            throw new LocalFailure("the broker at " + bootstrapServers + " cannot be reached");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("interrupted");
        }
    }

    @Override
    public void send(Event event) {
        throwIfFailed();
        var record = new ProducerRecord<>(topic(event), event.key(), EventCodec.write(event));
        CloudEventHeaders.of(event, SOURCE).forEach(record.headers()::add);
        try {
            var unused = producer.send(record, (metadata, problem) -> {
                if (problem == null) {
                    acknowledged.incrementAndGet();
                } else {
                    failure.compareAndSet(null, problem);
                }
            });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            throwIfFailed();
        }
    }

    @Override
    public void flush() {
        producer.flush();
        throwIfFailed();
    }

    @Override
    public long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        // A caller that needs the pending records to arrive has flushed.
        producer.close(Duration.ofSeconds(5));
    }

    private void throwIfFailed() {
        var problem = failure.get();
        if (problem != null) {
            throw new LocalFailure(
                    "the broker stopped taking events (%s) after %,d were acknowledged; import again later, nothing counts twice"
                            .formatted(problem.getMessage(), acknowledged.get()));
        }
    }

    private String topic(Event event) {
        var topic =
                switch (event) {
                    case InteractionEvent interaction -> Topic.INTERACTIONS;
                    case ItemEvent item -> Topic.ITEMS;
                    default -> throw new IllegalArgumentException("not imported: " + event.getClass());
                };
        return topicPrefix + topic.topicName();
    }
}
