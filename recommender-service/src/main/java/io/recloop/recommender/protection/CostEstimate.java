package io.recloop.recommender.protection;

/// How long something is likely to take at most: a moving mean and four mean deviations, as TCP expects its
/// acknowledgements (RFC 6298). Thread-safe in that a measurement may get lost among others made at the same moment.
final class CostEstimate {
    private volatile double mean;
    private volatile double deviation;

    void took(long nanos) {
        double was = mean;
        if (was == 0) {
            deviation = nanos / 4.0;
            mean = nanos;
        } else {
            deviation = 0.75 * deviation + 0.25 * Math.abs(was - nanos);
            mean = 0.875 * was + 0.125 * nanos;
        }
    }

    /// It was not done because it seemed too long. Without a new measurement it would seem so for ever; so it seems
    /// a little shorter from now on, until it is tried again.
    void avoided() {
        mean = 0.99 * mean;
        deviation = 0.99 * deviation;
    }

    /// 0 where nothing was measured.
    long nanos() {
        return (long) (mean + 4 * deviation);
    }
}
