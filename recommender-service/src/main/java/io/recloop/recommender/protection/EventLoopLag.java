package io.recloop.recommender.protection;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How far an event loop is behind: the time from a task's submission to its turn, and how many requests the loop
/// read between the two.
///
/// Under load most requests wait where nothing can be counted, in the sockets that the loop has not come to yet. Each
/// round of the loop takes as long as the one before it, more or less; so a request has waited about as long as a task
/// that was submitted in the last round. Every loop has its own; all is done on its thread.
final class EventLoopLag {
    /// Not with every request: a task costs about as much as all else that is done here.
    private static final long PROBE_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier clock;
    private long lag;
    private int requests;
    private int requestsOfThisRound;
    private long measuredAt;
    private boolean probing;

    /// @param clock in nanoseconds, as [System#nanoTime]
    EventLoopLag(LongSupplier clock) {
        this.clock = clock;
        this.measuredAt = clock.getAsLong() - FRESH_NANOS;
    }

    /// A request has been read. Measures where it is time to.
    ///
    /// @param loop runs tasks on this thread, later
    void read(Executor loop, long nowNanos) {
        requestsOfThisRound++;
        if (!probing && nowNanos - measuredAt >= PROBE_EVERY_NANOS) {
            probing = true;
            requestsOfThisRound = 1;
            loop.execute(() -> {
                measuredAt = clock.getAsLong();
                lag = measuredAt - nowNanos;
                requests = requestsOfThisRound;
                probing = false;
            });
        }
    }

    /// What was measured last; 0 where that was long ago.
    long nanos(long nowNanos) {
        return isFresh(nowNanos) ? lag : 0;
    }

    /// Likewise, of the round that took so long.
    int requests(long nowNanos) {
        return isFresh(nowNanos) ? requests : 0;
    }

    private boolean isFresh(long nowNanos) {
        return nowNanos - measuredAt < FRESH_NANOS;
    }
}
