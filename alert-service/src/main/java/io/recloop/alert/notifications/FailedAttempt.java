package io.recloop.alert.notifications;

import java.time.Instant;

/// An attempt that did not deliver.
///
/// @param error as it is shown
public record FailedAttempt(AttemptResult result, String error, Instant startedAt, Instant endedAt) {
    /// The last attempt, and why none follows.
    public FailedAttempt because(String givenUp) {
        return new FailedAttempt(result, error + ", " + givenUp, startedAt, endedAt);
    }
}
