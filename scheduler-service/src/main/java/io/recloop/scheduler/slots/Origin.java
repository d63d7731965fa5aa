package io.recloop.scheduler.slots;

/// Who wanted the slot.
public enum Origin {
    SCHEDULE,
    /// A person, over HTTP.
    REQUEST,
    DRIFT
}
