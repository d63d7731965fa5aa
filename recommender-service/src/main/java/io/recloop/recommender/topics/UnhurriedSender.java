package io.recloop.recommender.topics;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.topics.TopicNames;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Sends events that nobody waits for, in batches and with much patience. Thread-safe.
///
/// A producer and not a channel: there is one of these events for each answer, and a channel costs two to three times
/// as much, at the expense of the answers.
@Singleton
public final class UnhurriedSender {
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /// Of a partition, while it waits for company: a request costs the broker more than what is in it.
    private static final int BATCH_BYTES = 128 << 10;

    private final Map<String, Object> broker;
    private final TopicNames names;
    private final ServiceName service;
    private final TopicsConfig.Sending config;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    UnhurriedSender(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            TopicNames names,
            ServiceName service,
            TopicsConfig config) {
        this.broker = broker;
        this.names = names;
        this.service = service;
        this.config = config.sending();
    }

    /// May block for as long as the patience, so call it from a thread of your own. Completes exceptionally where the
    /// broker did not acknowledge; the event may have been written all the same.
    public CompletableFuture<Void> send(Topic topic, Event event) {
        var acknowledged = new CompletableFuture<Void>();
        try {
            var unused = producer().send(record(topic, event), (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    /// After everybody who may still have something to send.
    synchronized void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent ended) {
        closed = true;
        if (producer != null) {
            producer.close(CLOSE);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Topic topic, Event event) {
        var record = new ProducerRecord<>(
                names.of(topic), event.key().getBytes(StandardCharsets.UTF_8), EventCodec.write(event));
        CloudEventHeaders.of(event, service.source())
                .forEach((name, value) -> record.headers().add(name, value));
        return record;
    }

    /// Made at its first use, because making one fails where the broker's name does not resolve.
    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("the service is stopping");
        }
        if (producer == null) {
            var settings = SendingLimits.limited(broker, config.patience(), config.linger());
            settings.put(ProducerConfig.ACKS_CONFIG, "all");
            settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * EventCodec.MAX_EVENT_BYTES);
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }
}
