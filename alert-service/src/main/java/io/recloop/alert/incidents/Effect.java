package io.recloop.alert.incidents;

/// What became of an event.
public enum Effect {
    OPENED,
    REPEATED,
    ESCALATED,
    RESOLVED,
    /// It changed nothing, for a reason.
    IGNORED,
    /// It had taken effect before.
    DUPLICATE
}
