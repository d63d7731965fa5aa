package io.recloop.local.layout;

/// Where a component, or the stack as a whole, is in its life.
public enum Phase {
    WAITING,
    STARTING,
    READY,
    /// Ended without being asked; waits before it is started again.
    BACKING_OFF,
    STOPPING,
    STOPPED,
    FAILED
}
