package io.recloop.alert.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// How many messages may leave now, so that on average no more than the rate do. Thread-safe.
final class TokenBucket {
    private final double perSecond;
    private final int burst;
    private final Clock clock;
    private double tokens;
    private Instant filledAt;

    /// @param perSecond infinite for no limit
    TokenBucket(double perSecond, int burst, Clock clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
        this.tokens = burst;
        this.filledAt = clock.instant();
    }

    synchronized int available() {
        if (Double.isInfinite(perSecond)) {
            return Integer.MAX_VALUE;
        }
        var now = clock.instant();
        double passed = Math.max(0, Duration.between(filledAt, now).toNanos() / 1e9);
        tokens = Math.min(burst, tokens + passed * perSecond);
        filledAt = now;
        return (int) tokens;
    }

    synchronized void take(int count) {
        if (!Double.isInfinite(perSecond)) {
            tokens -= count;
        }
    }
}
