package io.recloop.training.interactions;

import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.training.parquet.ParquetFile;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One partition's way into the lake: decodes its records and writes them as segments. Its tasks run one after the
/// other on whichever thread is free, beside those of other partitions, so that one decodes while another writes.
///
/// The methods that begin a task are called by the session's thread alone; a task that fails fails all after it.
final class PartitionLane<E extends Event> {
    private static final Logger LOG = Logger.getLogger(PartitionLane.class);

    private final TopicIngest.Setup<E> setup;
    private final IngestMeters meters;
    private final PartitionFolder folder;
    private final DeadLetters deadLetters;
    private final Gate gate;

    private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

    /// The offset at which the next segment begins.
    private volatile long begin;

    /// The offset after the last that was taken.
    private long next;

    private @Nullable SegmentRows<E> rows;
    private volatile long events;
    private long bytes;
    private volatile @Nullable Instant oldest;

    /// Asked before a segment is written.
    @FunctionalInterface
    interface Gate {
        /// @throws Exception where this session must not write
        void pass() throws Exception;
    }

    private interface Task {
        void run() throws Exception;
    }

    PartitionLane(
            TopicIngest.Setup<E> setup, IngestMeters meters, PartitionFolder folder, DeadLetters deadLetters, Gate gate)
            throws IOException {
        this.setup = setup;
        this.meters = meters;
        this.folder = folder;
        this.deadLetters = deadLetters;
        this.gate = gate;
        folder.removeParts();
        begin = folder.contents().next();
        next = begin;
    }

    /// The first offset that is in no segment.
    long written() {
        return begin;
    }

    /// Reading begins there, behind what the broker has deleted. Before the first task.
    void beginAt(long offset) {
        next = offset;
    }

    /// Whether the oldest event was taken before `bound`, or there are `many` or more.
    boolean isDue(Instant bound, long many) {
        var since = oldest;
        return (since != null && since.isBefore(bound)) || events >= many;
    }

    /// Begins to take records, and to write a segment where that makes one.
    ///
    /// @param position the offset after them
    CompletableFuture<Void> take(List<ConsumerRecord<byte[], byte[]>> records, long position, Executor executor) {
        return then(
                () -> {
                    decode(records);
                    next = position;
                    var config = setup.wires().config();
                    if (events >= config.flushEvents() || bytes >= config.flushBytes()) {
                        write();
                    }
                },
                executor);
    }

    /// Begins to write what was taken, however little it is.
    CompletableFuture<Void> flush(Executor executor) {
        return then(this::write, executor);
    }

    /// Begins to write what was taken where it is still due by then.
    CompletableFuture<Void> flushIfDue(Instant bound, long many, Executor executor) {
        return then(
                () -> {
                    if (isDue(bound, many)) {
                        write();
                    }
                },
                executor);
    }

    /// Begins to merge what small segments there are, however few.
    CompletableFuture<Void> merge(Executor executor) {
        return then(() -> setup.merge().all(folder), executor);
    }

    private CompletableFuture<Void> then(Task task, Executor executor) {
        tail = tail.thenRunAsync(
                () -> {
                    try {
                        task.run();
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                executor);
        return tail;
    }

    private void decode(List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        var now = setup.wires().clock().instant();
        var family = setup.table().family();
        var into = rows == null ? setup.table().rows() : rows;
        rows = into;
        long added = 0;
        for (var row : records) {
            try {
                into.add(EventCodec.read(family, row.value(), now), row.partition(), row.offset());
                added++;
                bytes += row.serializedValueSize();
            } catch (InvalidEventException e) {
                LOG.debugf("refused %s-%d@%d: %s", row.topic(), row.partition(), row.offset(), e);
                deadLetters.send(row, e);
                meters.refused(e.code());
            }
        }
        events += added;
        if (oldest == null) {
            oldest = now;
        }
    }

    /// Dead letters first: once the segment is there, nobody reads those records again.
    private void write() throws Exception {
        if (next > begin) {
            gate.pass();
            deadLetters.awaitAcknowledged();
            var part = folder.part(begin, next - 1);
            ParquetFile.write(part, (rows == null ? setup.table().rows() : rows).columns());
            folder.commit(part, begin, next - 1);
            begin = next;
            meters.written(events, setup.wires().clock().instant());
            forget();
            tidy();
        }
        setup.flushed().run();
    }

    private void forget() {
        rows = null;
        events = 0;
        bytes = 0;
        oldest = null;
    }

    private void tidy() throws IOException, SQLException {
        setup.merge().run(folder);
    }
}
