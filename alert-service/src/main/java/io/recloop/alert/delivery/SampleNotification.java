package io.recloop.alert.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.alert.notifications.NotificationPayload;
import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A notification that no incident caused: a test, a canary or a preview.
final class SampleNotification {
    private SampleNotification() {}

    /// @param type `incident.test` and the like
    static LeasedNotification of(String type, Severity severity, String channel, String summary, Instant now) {
        var incident = UUID.randomUUID();
        boolean resolved = type.equals("incident.resolved");
        var snapshot = new IncidentSnapshot(
                incident,
                "default",
                incident.toString(),
                1,
                type.equals("incident.canary") ? "recloop-canary" : "recloop-test",
                severity,
                resolved ? "resolved" : "firing",
                "alert-service",
                summary,
                Map.of("channel", channel),
                Map.of(),
                1,
                now,
                now,
                resolved ? now : null);
        var reason = type.substring(type.indexOf('.') + 1).toUpperCase(Locale.ROOT);
        var content = new LeasedNotification.Content(
                incident, reason, channel, Optional.empty(), severity.code(), json(type, now, snapshot));
        return new LeasedNotification(UUID.randomUUID(), content, 1, 0, now, false);
    }

    private static String json(String type, Instant now, IncidentSnapshot snapshot) {
        try {
            return EventCodec.JSON.writeValueAsString(NotificationPayload.of(type, now, snapshot));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
