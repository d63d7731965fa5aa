package io.recloop.recommender.protection;

import java.util.concurrent.atomic.AtomicInteger;

/// What one tenant or subject has of the service just now. Thread-safe.
final class CallerQuota {
    private final TokenBucket bucket;
    private final int maxConcurrent;
    private final AtomicInteger concurrent = new AtomicInteger();

    CallerQuota(ProtectionConfig.Limit limit, long nowNanos) {
        this.bucket = new TokenBucket(limit.requestsPerSecond(), nowNanos);
        this.maxConcurrent = limit.concurrentRequests();
    }

    sealed interface Verdict {
        /// To be given back by {@link CallerQuota#leave}.
        record Admitted() implements Verdict {}

        record TooMany() implements Verdict {}

        record TooFast(long retryNanos) implements Verdict {}
    }

    private static final Verdict ADMITTED = new Verdict.Admitted();
    private static final Verdict TOO_MANY = new Verdict.TooMany();

    Verdict enter(long nowNanos) {
        if (concurrent.incrementAndGet() > maxConcurrent && maxConcurrent > 0) {
            concurrent.decrementAndGet();
            return TOO_MANY;
        }
        long wait = bucket.take(nowNanos);
        if (wait > 0) {
            concurrent.decrementAndGet();
            return new Verdict.TooFast(wait);
        }
        return ADMITTED;
    }

    /// One that has entered turns out to count as more than one.
    ///
    /// @return 0 where it may go on, otherwise after how many nanoseconds it may come again
    long charge(int more, long nowNanos) {
        return bucket.takeMore(more, nowNanos);
    }

    /// What an entry or a charge took of the rate.
    void refund(int count) {
        bucket.giveBack(count);
    }

    /// How many requests may still come at once.
    long left(long nowNanos) {
        return bucket.left(nowNanos);
    }

    void leave() {
        concurrent.decrementAndGet();
    }

    /// Whether it is as a new one would be.
    boolean isIdle(long nowNanos) {
        return concurrent.get() == 0 && bucket.isFull(nowNanos);
    }
}
