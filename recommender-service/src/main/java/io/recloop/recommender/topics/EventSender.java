package io.recloop.recommender.topics;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.topics.TopicNames;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// Sends events, acknowledged by all in-sync replicas. Thread-safe.
///
/// Two producers, because they want opposite things: one for callers that wait (no lingering, a short time limit),
/// one for records that nobody waits for (batches, much patience). Neither can hold up the other.
@Singleton
public final class EventSender {
    private static final String SOURCE = "/recloop/recommender-service";
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /// Of a partition, while it waits for company: a request costs the broker more than what is in it.
    private static final int BATCH_BYTES = 128 << 10;

    private final Lane waited;
    private final Lane unhurried;
    private final TopicNames names;

    EventSender(KafkaClients clients, TopicNames names, TopicsConfig config) {
        this.names = names;
        int acknowledgement = Math.toIntExact(config.sending().acknowledgement().toMillis());
        int patience = Math.toIntExact(config.sending().patience().toMillis());
        int linger = Math.toIntExact(config.sending().linger().toMillis());
        this.waited = new Lane(clients, limits(acknowledgement, 0));
        this.unhurried = new Lane(clients, limits(patience, linger));
    }

    /// The event for a caller that waits; completes exceptionally with a [KafkaException] where the broker does not
    /// acknowledge in time. It may have been written all the same: to send it again, use the same `eventId`.
    public CompletableFuture<Void> send(Topic topic, Event event) {
        return waited.send(record(topic, event));
    }

    /// The event for nobody who waits; may block for as long as the patience, so call it from a thread of your own.
    public CompletableFuture<Void> sendUnhurried(Topic topic, Event event) {
        return unhurried.send(record(topic, event));
    }

    /// After everybody who may still have something to send.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent ended) {
        waited.close();
        unhurried.close();
    }

    private ProducerRecord<String, byte[]> record(Topic topic, Event event) {
        var headers = new RecordHeaders();
        CloudEventHeaders.of(event, SOURCE).forEach((name, value) -> headers.add(new RecordHeader(name, value)));
        return new ProducerRecord<>(names.of(topic), null, null, event.key(), EventCodec.write(event), headers);
    }

    private static Map<String, Object> limits(int totalMillis, int lingerMillis) {
        return Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                lingerMillis,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                totalMillis,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                totalMillis,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(30_000, Math.max(1, totalMillis - lingerMillis)),
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                2 * EventCodec.MAX_EVENT_BYTES);
    }

    /// A producer that is made at its first use, because making one fails where the broker's name does not resolve.
    private static final class Lane {
        private final KafkaClients clients;
        private final Map<String, Object> settings;
        private @Nullable Producer<String, byte[]> producer;
        private boolean closed;

        Lane(KafkaClients clients, Map<String, Object> settings) {
            this.clients = clients;
            this.settings = settings;
        }

        CompletableFuture<Void> send(ProducerRecord<String, byte[]> record) {
            var acknowledged = new CompletableFuture<Void>();
            try {
                var unused = producer().send(record, (metadata, failure) -> {
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

        private synchronized Producer<String, byte[]> producer() {
            if (closed) {
                throw new IllegalStateException("the service is stopping");
            }
            if (producer == null) {
                producer = clients.producer(settings);
            }
            return producer;
        }

        synchronized void close() {
            closed = true;
            if (producer != null) {
                producer.close(CLOSE);
            }
        }
    }
}
