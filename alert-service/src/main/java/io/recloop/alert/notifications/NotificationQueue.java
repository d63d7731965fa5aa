package io.recloop.alert.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/// Queues notifications in the caller's transaction. The unique key makes one of each (incident, episode, reason,
/// channel), however often it is asked for.
@Singleton
public final class NotificationQueue {
    private final NotificationRepository notifications;
    private final Routes routes;
    private final Clock clock;

    NotificationQueue(NotificationRepository notifications, Routes routes, Clock clock) {
        this.notifications = notifications;
        this.routes = routes;
        this.clock = clock;
    }

    public void fired(IncidentSnapshot incident) {
        enqueue("FIRED", "incident.fired", incident, routes.channelsFor(incident.severity()));
    }

    public void escalated(IncidentSnapshot incident) {
        var reason = "ESCALATED-" + incident.severity().name();
        enqueue(reason, "incident.escalated", incident, routes.channelsFor(incident.severity()));
    }

    /// A channel that was notified of the incident is notified of its end, even when the routes have changed since.
    public void resolved(IncidentSnapshot incident) {
        enqueue("RESOLVED", "incident.resolved", incident, notifications.channelsNotifiedOf(incident.incidentId()));
    }

    private void enqueue(String reason, String type, IncidentSnapshot incident, List<String> channels) {
        var at = incident.resolvedAt() == null ? incident.lastSeenAt() : incident.resolvedAt();
        var text = new NotificationRepository.Text(json(NotificationPayload.of(type, at, incident)), clock.instant());
        for (var channel : channels) {
            notifications.enqueue(id(incident.incidentId(), reason, channel), incident, reason, channel, text);
        }
    }

    /// The same for ever for the same decision: a receiver may drop what it has seen.
    private static UUID id(UUID incident, String reason, String channel) {
        return UUID.nameUUIDFromBytes((incident + "/" + reason + "/" + channel).getBytes(StandardCharsets.UTF_8));
    }

    private static String json(NotificationPayload payload) {
        try {
            return EventCodec.JSON.writeValueAsString(payload);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
