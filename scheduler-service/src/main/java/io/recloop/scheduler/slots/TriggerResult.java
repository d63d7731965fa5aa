package io.recloop.scheduler.slots;

import java.time.Instant;

/// What became of a wish.
public sealed interface Answer {
    record Dispatched(String runId, Instant slot) implements Answer {}

    /// A run of the job is still open.
    record Busy(String runId) implements Answer {}
}
