package io.recloop.scheduler.slots;

/// The life of a slot. All but the first three are ends, and a slot has exactly one.
public enum SlotState {
    PENDING,
    DISPATCHED,
    RUNNING,
    SUCCEEDED,
    FAILED,
    /// It was due, and the reason says why it was not run.
    SKIPPED,
    /// Nobody was there when it was due.
    MISSED
}
