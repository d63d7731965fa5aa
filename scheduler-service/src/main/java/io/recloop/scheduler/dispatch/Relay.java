package io.recloop.scheduler.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.EventCodec;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Sends what the outbox holds, in order, and marks it when the broker has it. A kill in between sends it
/// again, with the same event id: at least once, one effect.
final class Relay {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final int BATCH = 100;
    private static final long SECONDS = 20;
    /// One relay at a time among all replicas keeps the order; the number is arbitrary, and this service's alone.
    private static final long LOCK = 7_302_118_840_001L;

    private final Jdbi jdbi;
    private final Producer<byte[], byte[]> producer;
    private final Function<Topic, String> names;
    private final Clock clock;

    Relay(Jdbi jdbi, Producer<byte[], byte[]> producer, Function<Topic, String> names, Clock clock) {
        this.jdbi = jdbi;
        this.producer = producer;
        this.names = names;
        this.clock = clock;
    }

    private record Letter(long id, ProducerRecord<byte[], byte[]> record) {}

    /// @return whether there may be more
    /// @throws IllegalStateException when the broker did not take all; what it took before the first failure is
    ///     marked
    boolean relay() {
        var failure = new ArrayList<Exception>();
        boolean more = jdbi.inTransaction(handle -> {
            if (!handle.createQuery("select pg_try_advisory_xact_lock(:lock)")
                    .bind("lock", LOCK)
                    .mapTo(Boolean.class)
                    .one()) {
                return false;
            }
            var letters = unsent(handle);
            var sent = new ArrayList<Future<RecordMetadata>>();
            try {
                for (var letter : letters) {
                    sent.add(producer.send(letter.record()));
                }
            } catch (RuntimeException e) {
                failure.add(e);
            }
            mark(handle, acknowledged(letters, sent, failure));
            return letters.size() == BATCH;
        });
        if (!failure.isEmpty()) {
            throw new IllegalStateException("the broker did not take what is to be sent", failure.getFirst());
        }
        return more;
    }

    private List<Letter> unsent(Handle handle) {
        return handle.createQuery("""
                        select id, topic, key, headers, value from scheduler.outbox
                        where sent_at is null order by id limit :limit""")
                .bind("limit", BATCH)
                .map((row, context) -> new Letter(row.getLong("id"), record(row)))
                .list();
    }

    private static List<Long> acknowledged(
            List<Letter> letters, List<Future<RecordMetadata>> sent, List<Exception> failure) {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < sent.size(); i++) {
            try {
                sent.get(i).get(SECONDS, TimeUnit.SECONDS);
                ids.add(letters.get(i).id());
            } catch (ExecutionException | TimeoutException e) {
                failure.add(e);
                return ids;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure.add(e);
                return ids;
            }
        }
        return ids;
    }

    private void mark(Handle handle, List<Long> ids) {
        handle.createUpdate("update scheduler.outbox set sent_at = :now where id = any(:ids)")
                .bind("now", clock.instant())
                .bindArray("ids", Long.class, ids)
                .execute();
    }

    private ProducerRecord<byte[], byte[]> record(ResultSet row) throws SQLException {
        var record = new ProducerRecord<>(
                names.apply(Topic.valueOf(row.getString("topic"))),
                row.getString("key").getBytes(StandardCharsets.UTF_8),
                row.getBytes("value"));
        headers(row.getString("headers"))
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }

    private static Map<String, String> headers(String json) {
        try {
            return EventCodec.JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
