package io.recloop.alert.timers;

/// What becomes due.
public enum TimerKind {
    /// A decision that waited is made again: group wait, silence, maintenance, mute time, inhibition.
    RELEASE,
    /// What still fires is notified again.
    REPEAT,
    /// The next step of an escalation policy.
    STEP,
    SNOOZE_END,
    /// Nothing has been heard of an incident for too long.
    EXPIRY,
    /// The response time of an incident's priority is over.
    RESPONSE,
    /// What flapped has been stable.
    STABLE,
    /// A group's next notification.
    FLUSH
}
