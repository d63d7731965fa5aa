package io.recloop.scheduler.slots;

import java.time.Instant;

/// What became of a trigger.
public sealed interface TriggerResult {
    record Dispatched(String runId, Instant slot) implements TriggerResult {}

    /// A run of the job is still open.
    record Busy(String runId) implements TriggerResult {}
}
