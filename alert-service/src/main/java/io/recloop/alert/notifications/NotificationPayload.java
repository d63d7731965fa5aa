package io.recloop.alert.notifications;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a channel receives; frozen when the decision is made, so that every attempt sends the same bytes.
///
/// @param type      `incident.fired`, `incident.escalated` or `incident.resolved`
/// @param timestamp when it happened, by the clock of the service that raised it
public record NotificationPayload(
        String type,
        Instant timestamp,
        @JsonProperty("data") IncidentSnapshot incident) {
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
