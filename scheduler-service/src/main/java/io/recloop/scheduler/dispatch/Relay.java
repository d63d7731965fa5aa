package io.recloop.scheduler.dispatch;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Sends what the outbox holds, in order, and marks it when the broker has it. A kill in between sends it
/// again, with the same event id: at least once, one effect.
final class Relay {
    private static final int BATCH = 100;
    private static final long SECONDS = 20;
    /// One relay at a time among all replicas keeps the order; the number is arbitrary, and this service's alone.
    private static final long LOCK = 7_302_118_840_001L;

    private final OutboxRepository entries;
    private final Producer<byte[], byte[]> producer;
    private final Function<Topic, String> names;
    private final Clock clock;

    Relay(OutboxRepository entries, Producer<byte[], byte[]> producer, Function<Topic, String> names, Clock clock) {
        this.entries = entries;
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
        boolean more = QuarkusTransaction.requiringNew().call(() -> {
            if (!entries.tryLock(LOCK)) {
                return false;
            }
            var letters = entries.unsent(BATCH).stream()
                    .map(entry -> new Letter(entry.id, record(entry)))
                    .toList();
            var sent = new ArrayList<Future<RecordMetadata>>();
            try {
                for (var letter : letters) {
                    sent.add(producer.send(letter.record()));
                }
            } catch (RuntimeException e) {
                failure.add(e);
            }
            entries.markSent(acknowledged(letters, sent, failure), clock.instant());
            return letters.size() == BATCH;
        });
        if (!failure.isEmpty()) {
            throw new IllegalStateException("the broker did not take what is to be sent", failure.getFirst());
        }
        return more;
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

    private ProducerRecord<byte[], byte[]> record(OutboxEntry entry) {
        var record = new ProducerRecord<>(
                names.apply(Topic.valueOf(entry.topic)), entry.key.getBytes(StandardCharsets.UTF_8), entry.value);
        entry.headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
