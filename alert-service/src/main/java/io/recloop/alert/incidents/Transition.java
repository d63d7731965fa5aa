package io.recloop.alert.incidents;

import io.recloop.contracts.events.Severity;

/// What an event does to its alert group.
sealed interface Transition {
    /// @param episode from 1, one more than the last
    record Open(int episode) implements Transition {}

    /// The same again.
    ///
    /// @param newer whether it is newer than what is known, so that its summary and details replace the known ones
    record Repeat(boolean newer) implements Transition {}

    /// The same, and worse.
    record Escalate(Severity to, boolean newer) implements Transition {}

    record Close() implements Transition {}

    /// Nothing changes, for a reason worth keeping.
    record Ignore(String why) implements Transition {}
}
