package io.recloop.local.supervision;

import java.time.Duration;

/// How long to wait before a component that ended is started again: doubled each time up to a limit, and forgotten
/// once the component has been ready for long enough.
///
/// @param stableAfter a life at least this long, counted from readiness, starts the sequence afresh
record Backoff(Duration first, Duration limit, Duration stableAfter) {

    static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /// @param failuresInARow 1 for the first
    Duration delay(int failuresInARow) {
        var delay = first;
        for (int i = 1; i < failuresInARow && delay.compareTo(limit) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(limit) < 0 ? delay : limit;
    }

    /// @param readyFor null when it never became ready
    int failuresInARow(int before, @org.jspecify.annotations.Nullable Duration readyFor) {
        return readyFor != null && readyFor.compareTo(stableAfter) >= 0 ? 1 : before + 1;
    }
}
