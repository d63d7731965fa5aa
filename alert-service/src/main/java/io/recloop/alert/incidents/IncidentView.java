package io.recloop.alert.incidents;

import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An incident as it is shown.
///
/// @param status `open` or `resolved`
public record IncidentView(
        UUID id,
        String fingerprint,
        int episode,
        String rule,
        Severity severity,
        String status,
        String source,
        String summary,
        Map<String, String> labels,
        Map<String, String> details,
        long occurrences,
        Instant openedAt,
        Instant lastSeenAt,
        @Nullable Instant resolvedAt,
        @Nullable Acknowledgement acknowledgement) {

    public record Acknowledgement(Instant at, String by, String note) {}

    public record Page(List<IncidentView> incidents, long total, int limit, int offset) {}

    /// What happened to an incident, oldest first, and who was told of it.
    public record Story(IncidentView incident, List<Entry> events, List<Notification> notifications) {}

    public record Entry(
            String kind,
            @Nullable String eventId,
            String actor,
            @Nullable String severity,
            String message,
            Instant occurredAt,
            Instant recordedAt) {}

    /// @param state       `PENDING`, `DELIVERED` or `DEAD`
    /// @param fallbackFor the channel that could not be reached
    public record Notification(
            UUID id,
            String reason,
            String channel,
            @Nullable String fallbackFor,
            String state,
            Instant createdAt,
            @Nullable Instant nextAttemptAt,
            @Nullable Instant finishedAt,
            @Nullable String lastError,
            List<Attempt> attempts) {}

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
