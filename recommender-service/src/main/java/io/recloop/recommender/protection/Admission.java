package io.recloop.recommender.protection;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One request on its way through: when it arrived, what it may take, and what it holds until it is answered. Touched
/// by the thread that handles the request at the moment; [#close] by whichever ends it.
final class Admission {
    private final long arrivedNanos;
    private final long budgetNanos;
    private final InFlightRequests.Verdict verdict;
    private final ArrayDeque<Runnable> held = new ArrayDeque<>(3);
    private boolean closed;
    private long begunNanos;
    private boolean begun;

    /// @param budgetNanos from the arrival on
    /// @param verdict     how many others there were at the arrival
    Admission(long arrivedNanos, long budgetNanos, InFlightRequests.Verdict verdict) {
        this.arrivedNanos = arrivedNanos;
        this.budgetNanos = budgetNanos;
        this.verdict = verdict;
    }

    /// What is to be given back at the end; at once where that has come already.
    synchronized void holds(Runnable release) {
        if (closed) {
            release.run();
        } else {
            held.add(release);
        }
    }

    synchronized void close() {
        closed = true;
        for (@Nullable Runnable release = held.poll(); release != null; release = held.poll()) {
            release.run();
        }
    }

    /// The request is worked on from now on; the first to say so is right.
    ///
    /// @return whether this was the first
    boolean begin(long nowNanos) {
        if (begun) {
            return false;
        }
        begunNanos = nowNanos;
        begun = true;
        return true;
    }

    /// How long it was not worked on.
    long waited(long nowNanos) {
        return (begun ? begunNanos : nowNanos) - arrivedNanos;
    }

    long remaining(long nowNanos) {
        return budgetNanos - (nowNanos - arrivedNanos);
    }

    InFlightRequests.Verdict verdict() {
        return verdict;
    }
}
