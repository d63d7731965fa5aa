package io.recloop.monitor.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.events.EventCodec;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Sends what is in the outbox, oldest first, and deletes what the broker has acknowledged. A crash between
/// sending and deleting sends again: event ids are made from causes, so readers see the same event.
@Singleton
final class OutboxPublisher {
    private static final int BATCH = 200;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Jdbi jdbi;
    private final Map<String, Object> kafka;
    private final AtomicLong oldestPending = new AtomicLong();
    private @Nullable Producer<String, byte[]> producer;
    private @Nullable Loop loop;

    private record Pending(long id, ProducerRecord<String, byte[]> toSend, long createdAt) {}

    OutboxPublisher(Jdbi jdbi, @Identifier("default-kafka-broker") Map<String, Object> kafka, MeterRegistry meters) {
        this.jdbi = jdbi;
        this.kafka = kafka;
        meters.gauge("recloop.monitor.outbox.oldest.timestamp.seconds", oldestPending);
    }

    void start(@Observes StartupEvent started) {
        loop = Loop.start("outbox", PAUSE, this::publish);
    }

    void stop(@Observes ShutdownEvent stopping) {
        if (loop != null) {
            loop.close();
        }
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
        }
    }

    private void publish() throws InterruptedException {
        int sent;
        do {
            sent = jdbi.inTransaction(this::publishBatch);
        } while (sent == BATCH);
    }

    private int publishBatch(Handle transaction) throws InterruptedException {
        var pending = transaction
                .createQuery("""
                    select id, topic, key, value, headers, extract(epoch from created_at)::bigint created_at
                    from outbox order by id limit :batch for update skip locked\
                    """)
                .bind("batch", BATCH)
                .map((rows, context) -> new Pending(rows.getLong("id"), toSend(rows), rows.getLong("created_at")))
                .list();
        oldestPending.set(pending.isEmpty() ? 0 : pending.getFirst().createdAt());
        if (pending.isEmpty()) {
            return 0;
        }
        var acknowledgements = new ArrayList<Future<RecordMetadata>>();
        for (var event : pending) {
            acknowledgements.add(producer().send(event.toSend()));
        }
        for (var acknowledgement : acknowledgements) {
            try {
                acknowledgement.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the broker did not take an event", e.getCause());
            }
        }
        List<Long> ids = pending.stream().map(Pending::id).toList();
        transaction
                .createUpdate("delete from outbox where id = any(:ids)")
                .bindArray("ids", Long.class, ids)
                .execute();
        return pending.size();
    }

    private static ProducerRecord<String, byte[]> toSend(ResultSet rows) throws SQLException {
        var toSend = new ProducerRecord<>(rows.getString("topic"), rows.getString("key"), rows.getBytes("value"));
        try {
            EventCodec.JSON.readValue(rows.getString("headers"), TEXTS).forEach((name, text) -> toSend.headers()
                    .add(name, text.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        return toSend;
    }

    private Producer<String, byte[]> producer() {
        var existing = producer;
        if (existing != null) {
            return existing;
        }
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "monitor-outbox");
        var created = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        producer = created;
        return created;
    }
}
