package io.recloop.alert.notifications;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A notification as it is shown.
///
/// @param state       `PENDING`, `DELIVERED` or `DEAD`
/// @param fallbackFor the channel that could not be reached
public record NotificationView(
        UUID id,
        String reason,
        String channel,
        @Nullable String fallbackFor,
        String state,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant finishedAt,
        @Nullable String lastError,
        List<Attempt> attempts) {

    /// @param outcome `STARTED` (not known to have ended), `DELIVERED`, `RETRY`, `REFUSED` or `UNKNOWN` (perhaps
    ///     delivered)
    public record Attempt(
            int number,
            Instant startedAt,
            @Nullable Instant finishedAt,
            String outcome,
            @Nullable Integer httpStatus,
            @Nullable String error,
            @Nullable Long durationMillis,
            boolean possibleDuplicate) {}
}
