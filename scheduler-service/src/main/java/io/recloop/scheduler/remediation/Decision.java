package io.recloop.scheduler.remediation;

sealed interface Decision {
    record Request() implements Decision {}

    record Suppressed(Reason reason, String explanation) implements Decision {}

    /// The words are part of the API.
    enum Reason {
        DISABLED,
        OTHER_TENANT,
        STALE,
        PAUSED,
        RUN_OPEN,
        COOL_DOWN,
        BUDGET
    }
}
