package io.recloop.recommender.protection;

/// Tells a queue that stands from one that drains: it stands when for a whole interval nobody waited less than the
/// target. One long wait says nothing, be it the compiler's, the collector's or the machine's: the queue that it
/// leaves behind drains by itself, unless more is asked for than can be done.
///
/// Source: Nichols and Jacobson, *Controlling Queue Delay*, ACM Queue 10(5), 2012; RFC 8289. Thread-safe in that of
/// waits that end at the same moment one may get lost.
final class StandingQueue {
    private final long targetNanos;
    private final long intervalNanos;
    private volatile long drainedAt;
    private volatile long heardAt;
    private volatile boolean observed;

    StandingQueue(long targetNanos, long intervalNanos) {
        this.targetNanos = targetNanos;
        this.intervalNanos = intervalNanos;
    }

    /// Somebody's turn has come after so long.
    void waited(long nanos, long nowNanos) {
        // Where nobody's turn came for an interval, either nobody waited or all stood still.
        if (nanos <= targetNanos || !observed || nowNanos - heardAt >= intervalNanos) {
            drainedAt = nowNanos;
        }
        heardAt = nowNanos;
        observed = true;
    }

    boolean stands(long nowNanos) {
        return observed && nowNanos - drainedAt >= intervalNanos && nowNanos - heardAt < intervalNanos;
    }
}
