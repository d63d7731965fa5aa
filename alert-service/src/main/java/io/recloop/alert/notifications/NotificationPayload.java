package io.recloop.alert.notifications;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a channel receives; frozen when the decision is made, so that every attempt sends the same bytes.
///
/// @param type      `incident.fired`, `incident.escalated`, `incident.resolved`, `incident.repeated`,
///     `incident.reminder`, `incident.flapping`, `incident.test` or `incident.canary`
/// @param timestamp when it happened, by the clock of the service that raised it
/// @param incident  the only one, or the most severe of the group
/// @param group     where several incidents are notified of at once
/// @param incidents those of the group, at most 100
/// @param truncated how many more there are
/// @param links     by name: `acknowledge` is a page that acknowledges the incident, `incident` shows it
public record NotificationPayload(
        String type,
        Instant timestamp,
        @JsonProperty("data") IncidentSnapshot incident,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Group group,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IncidentSnapshot> incidents,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int truncated,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> links) {
    public static final int MAX_INCIDENTS = 100;

    public static NotificationPayload of(String type, Instant timestamp, IncidentSnapshot incident) {
        return new NotificationPayload(type, timestamp, incident, null, List.of(), 0, Map.of());
    }

    public NotificationPayload with(Map<String, String> more) {
        return new NotificationPayload(type, timestamp, incident, group, incidents, truncated, more);
    }

    /// @param key      tells one group from another, for ever
    /// @param labels   what its incidents have in common by the route
    /// @param receiver the channel
    /// @param firing   how many of all its incidents fire
    /// @param resolved how many of them ended since the last notification
    public record Group(String key, Map<String, String> labels, String receiver, int firing, int resolved) {}

    /// @param status `open` or `resolved`
    public record IncidentSnapshot(
            UUID incidentId,
            String tenant,
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
            @Nullable Instant resolvedAt) {}
}
