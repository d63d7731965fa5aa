package io.recloop.alert.timers;

import java.util.Set;

/// Acts when a timer of its kinds is due.
public interface TimerHandler {
    Set<TimerKind> kinds();

    /// In the transaction in which the timer is deleted. It must not wait for a lock: the intake waits for timers while
    /// it holds its own.
    ///
    /// @return false where the subject is in use; the timer is then left for the next look
    boolean fire(DueTimer timer);
}
