package io.recloop.training.interactions;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/// Parses records on all cores: parsing is most of what ingest does. The order of the records is kept.
final class Decoder<E extends Event> implements AutoCloseable {
    /// Fewer than this are not worth a second thread.
    private static final int CHUNK = 1_000;

    private final Class<E> family;
    private final ExecutorService helpers = Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
            Thread.ofPlatform().daemon().name("decode-", 0).factory());

    Decoder(Class<E> family) {
        this.family = family;
    }

    /// One of event and refusal is there.
    record Outcome<E>(
            ConsumerRecord<byte[], byte[]> row,
            @Nullable E event,
            @Nullable InvalidEventException refusal) {}

    List<Outcome<E>> decode(ConsumerRecords<byte[], byte[]> records, Instant now) {
        var rows = new ArrayList<ConsumerRecord<byte[], byte[]>>(records.count());
        records.forEach(rows::add);
        var shares = new ArrayList<Future<List<Outcome<E>>>>();
        // The first share stays on this thread, which would only wait otherwise.
        for (int from = CHUNK; from < rows.size(); from += CHUNK) {
            var share = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            shares.add(helpers.submit(() -> decode(share, now)));
        }
        var outcomes = new ArrayList<Outcome<E>>(rows.size());
        outcomes.addAll(decode(rows.subList(0, Math.min(rows.size(), CHUNK)), now));
        for (var share : shares) {
            outcomes.addAll(result(share));
        }
        return outcomes;
    }

    private List<Outcome<E>> decode(List<ConsumerRecord<byte[], byte[]>> rows, Instant now) {
        var outcomes = new ArrayList<Outcome<E>>(rows.size());
        for (var row : rows) {
            try {
                outcomes.add(new Outcome<>(row, EventCodec.read(family, row.value(), now), null));
            } catch (InvalidEventException e) {
                outcomes.add(new Outcome<>(row, null, e));
            }
        }
        return outcomes;
    }

    private static <T> T result(Future<T> share) {
        try {
            return share.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("decoding failed", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
