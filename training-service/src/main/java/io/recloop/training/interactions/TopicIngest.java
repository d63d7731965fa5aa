package io.recloop.training.interactions;

import io.recloop.contracts.events.Event;
import io.recloop.training.wire.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/// Reads one topic into the lake for as long as the process lives, on a thread of its own.
///
/// Whatever goes wrong ends the session, and the next one begins where the newest segment ends: what was buffered is
/// read again, so nothing is lost and nothing is written twice.
final class TopicIngest<E extends Event> implements Runnable {
    private static final Logger LOG = Logger.getLogger(TopicIngest.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LEASE_PAUSE = Duration.ofSeconds(1);

    private final Setup<E> setup;
    private final IngestMeters meters;
    private volatile State state = new State(Condition.STARTING, "not started");
    private volatile Map<Integer, Long> wanted = Map.of();
    private final Queue<CompletableFuture<Void>> mergesAsked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    /// What a session needs.
    ///
    /// @param flushed called after segments were written, by any thread
    record Setup<E extends Event>(
            LakeTable<E> table, LakeIngest.Wires wires, Lease lease, SegmentMerge merge, Runnable flushed) {
        String topicName() {
            return wires.names().of(table.topic());
        }
    }

    enum Condition {
        STARTING,
        /// Another process writes the lake.
        WAITING,
        READING,
        FAILING
    }

    record State(Condition condition, String message) {}

    TopicIngest(Setup<E> setup, IngestMeters meters) {
        this.setup = setup;
        this.meters = meters;
    }

    State state() {
        return state;
    }

    IngestMeters meters() {
        return meters;
    }

    /// Asks for a segment as soon as these offsets have been read, without waiting for size or age.
    void flushAt(Map<Integer, Long> offsets) {
        wanted = Map.copyOf(offsets);
    }

    /// Asks for a merge of all small segments. Done at once where this process does not write the lake.
    CompletableFuture<Void> merge() {
        var asked = new CompletableFuture<Void>();
        mergesAsked.add(asked);
        if (state.condition() != Condition.READING) {
            forgetMerges();
        }
        return asked;
    }

    private void forgetMerges() {
        for (var asked = mergesAsked.poll(); asked != null; asked = mergesAsked.poll()) {
            asked.complete(null);
        }
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        var pause = SHORTEST_PAUSE;
        while (!isStopped()) {
            try {
                if (setup.lease().held()) {
                    long before = meters.ingested();
                    session();
                    pause = meters.ingested() > before ? SHORTEST_PAUSE : pause;
                } else {
                    become(Condition.WAITING, "another process writes the lake");
                    pause = LEASE_PAUSE;
                }
            } catch (InterruptException | InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception | Error e) {
                // An error too: a thread that ends in silence would leave its last word standing.
                become(Condition.FAILING, String.valueOf(e.getMessage()));
                LOG.warnf(e, "ingest of %s stopped and begins again in %s", topic(), pause);
            }
            if (pausedFor(pause)) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void session() throws Exception {
        try (var session = new IngestSession<>(setup, meters, this::betweenBatches)) {
            session.run();
            if (isStopped()) {
                session.flush();
                session.awaitAll();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB: " + e.getMessage(), e);
        } finally {
            forgetMerges();
        }
    }

    private void betweenBatches(IngestSession<E> session) throws Exception {
        if (isStopped() || !setup.lease().held()) {
            session.end();
            return;
        }
        become(Condition.READING, "reading");
        var targets = wanted;
        if (!targets.isEmpty() && session.hasReached(targets)) {
            // A wish that came in between is repeated by who waits for it.
            wanted = Map.of();
            session.flush();
        }
        if (!mergesAsked.isEmpty()) {
            session.merge();
            forgetMerges();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }

    private boolean pausedFor(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void become(Condition condition, String message) {
        var before = state;
        state = new State(condition, message);
        if (before.condition() != condition) {
            LOG.infof("ingest of %s: %s, %s", topic(), condition, message);
        }
    }

    private String topic() {
        return setup.topicName();
    }
}
