package io.recloop.alert.incidents;

import io.recloop.alert.notifications.NotificationView;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An incident as it is shown.
///
/// @param severity the worst of the episode
/// @param status   `firing`, `acknowledged`, `snoozed`, `resolved` or `expired`
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
        @Nullable Acknowledgement acknowledgement,
        Standing standing) {

    /// @param latestSeverity what the source says now
    /// @param priority       such as `P0`
    /// @param respondBy      until when somebody should have acknowledged
    /// @param heldBy         why it is not notified of now
    /// @param lastHeardAt    by the clock of this service
    public record Standing(
            Severity latestSeverity,
            String priority,
            Instant respondBy,
            @Nullable Instant snoozedUntil,
            @Nullable String heldBy,
            Instant lastHeardAt) {}

    public record Acknowledgement(Instant at, String by, String note) {}

    public record Page(List<IncidentView> incidents, long total, int limit, int offset) {}

    /// What happened to an incident, oldest first, and its notifications.
    public record Story(IncidentView incident, List<Entry> events, List<NotificationView> notifications) {}

    public record Entry(
            String kind,
            @Nullable String eventId,
            String actor,
            @Nullable String severity,
            String message,
            Instant occurredAt,
            Instant recordedAt) {}
}
