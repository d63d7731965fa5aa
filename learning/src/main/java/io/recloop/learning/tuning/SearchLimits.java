package io.recloop.learning.tuning;

import java.time.Duration;

/// Where a search ends.
///
/// @param budget  of time, what a resumed log has spent included; a trial that is under way then is stopped
/// @param trials  the most
/// @param memory  bytes that a training may take; candidates that need more are not tried
/// @param seed    of the search's own draws
/// @param threads of each training and judgement
public record SearchLimits(Duration budget, int trials, long memory, long seed, int threads) {
    public static final int MANY_TRIALS = 1_000;

    public SearchLimits {
        if (!budget.isPositive() || trials <= 0 || threads <= 0) {
            throw new IllegalArgumentException("the budget, the trials and the threads must be above 0");
        }
    }

    /// As much memory as the heap has, a quarter of it left for the data.
    public static SearchLimits of(Duration budget, int threads) {
        return new SearchLimits(budget, MANY_TRIALS, Runtime.getRuntime().maxMemory() / 4 * 3, 42, threads);
    }

    double seconds() {
        return budget.toNanos() / 1e9;
    }
}
