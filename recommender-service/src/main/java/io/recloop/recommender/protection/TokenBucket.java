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
        if (interval == 0) {
            return 0;
        }
        while (true) {
            long before = fullAt.get();
            // By difference, because the clock may overflow.
            long from = before - nowNanos > 0 ? before : nowNanos;
            long missing = from + interval - nowNanos;
            if (missing > SECOND) {
                return missing - SECOND;
            }
            if (fullAt.compareAndSet(before, from + interval)) {
                return 0;
            }
        }
    }

    boolean isFull(long nowNanos) {
        return fullAt.get() - nowNanos <= 0;
    }
}
