package io.recloop.recommender.protection;

import java.util.concurrent.atomic.AtomicLong;

/// A token bucket of one second's worth, as the generic cell rate algorithm: its state is one number, the time at
/// which the bucket will be full again. Thread-safe, without a lock.
final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private final long interval;
    private final AtomicLong fullAt;

    /// @param perSecond 0 for no limit
    TokenBucket(int perSecond, long nowNanos) {
        if (perSecond < 0) {
            throw new IllegalArgumentException("requests per second must be >= 0, was " + perSecond);
        }
        this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
        this.fullAt = new AtomicLong(nowNanos);
    }

    /// @param nowNanos of a clock that does not run backwards
    /// @return 0 where a token was taken, otherwise after how many nanoseconds there is one
    long take(long nowNanos) {
        return take(interval, interval, nowNanos);
    }

    /// For one who has taken a token and turns out to need more. More than the bucket holds are a debt, which only a
    /// bucket that was full may take on: it could never be had otherwise.
    ///
    /// @return 0 where they were taken, otherwise after how many nanoseconds somebody could take all of them
    long takeMore(int tokens, long nowNanos) {
        long cost = tokens * interval;
        return take(cost, Math.min(cost, SECOND - interval), nowNanos);
    }

    void giveBack(int tokens) {
        fullAt.addAndGet(-tokens * interval);
    }

    /// Whole tokens; none while there is a debt.
    long left(long nowNanos) {
        return interval == 0
                ? Long.MAX_VALUE
                : Math.clamp((nowNanos + SECOND - fullAt.get()) / interval, 0, SECOND / interval);
    }

    /// @param cost   of the tokens that are taken
    /// @param needed of those that have to be there
    private long take(long cost, long needed, long nowNanos) {
        if (interval == 0) {
            return 0;
        }
        while (true) {
            long before = fullAt.get();
            // By difference, because the clock may overflow.
            long from = before - nowNanos > 0 ? before : nowNanos;
            long missing = from + needed - nowNanos;
            if (missing > SECOND) {
                return missing - SECOND;
            }
            if (fullAt.compareAndSet(before, from + cost)) {
                return 0;
            }
        }
    }

    boolean isFull(long nowNanos) {
        return fullAt.get() - nowNanos <= 0;
    }
}
