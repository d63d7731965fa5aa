package io.recloop.alert.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.links.AckLinks;
import io.recloop.alert.notifications.NotificationPayload.Group;
import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Queues notifications in the caller's transaction. The unique key makes one of each (incident, episode, reason,
/// channel), however often it is asked for.
@Singleton
public final class NotificationQueue {
    private final NotificationRepository notifications;
    private final AckLinks links;
    private final Clock clock;

    NotificationQueue(NotificationRepository notifications, AckLinks links, Clock clock) {
        this.notifications = notifications;
        this.links = links;
        this.clock = clock;
    }

    /// @param reason `FIRED`, `ESCALATED-…`, `FLAPPING`, `REPEATED-…`, or another, which is a reminder
    public void notify(IncidentSnapshot incident, String reason, Collection<String> channels) {
        enqueue(reason, type(reason), incident, channels);
    }

    private static String type(String reason) {
        return switch (reason.split("-", 2)[0]) {
            case "FIRED" -> "incident.fired";
            case "ESCALATED" -> "incident.escalated";
            case "FLAPPING" -> "incident.flapping";
            case "REPEATED" -> "incident.repeated";
            default -> "incident.reminder";
        };
    }

    /// A channel that was notified of the incident is notified of its end, even when the routes have changed since.
    ///
    /// @param reason `RESOLVED` or `EXPIRED`
    public void ended(IncidentSnapshot incident, String reason) {
        enqueue(reason, "incident.resolved", incident, notifications.channelsNotifiedOf(incident.incidentId()));
    }

    /// How often a reminder of a kind has been sent.
    public long sent(UUID incident, String prefix) {
        return notifications.reasonsOf(incident, prefix);
    }

    private void enqueue(String reason, String type, IncidentSnapshot incident, Collection<String> channels) {
        var at = incident.resolvedAt() == null ? incident.lastSeenAt() : incident.resolvedAt();
        var payload = NotificationPayload.of(type, at, incident).with(links.of(incident.incidentId()));
        var text = new NotificationRepository.Text(json(payload), clock.instant());
        for (var channel : channels) {
            notifications.enqueue(id(incident.incidentId(), reason, channel), incident, reason, channel, text);
        }
    }

    /// Several incidents in one notification.
    ///
    /// @param id        of the group
    /// @param flush     its number
    /// @param incidents the most severe first
    /// @param more      how many are left out
    public record Digest(UUID id, int flush, Group group, List<IncidentSnapshot> incidents, int more) {
        private String type() {
            if (group.firing() == 0) {
                return "incident.resolved";
            }
            return flush == 1 ? "incident.fired" : "incident.repeated";
        }
    }

    /// @param fresh whether some are new
    public void flushed(Digest digest, boolean fresh, Collection<String> channels) {
        var lead = digest.incidents().getFirst();
        var reason = "FLUSH-%s-%d".formatted(digest.id(), digest.flush());
        var type = fresh ? "incident.fired" : digest.type();
        Instant now = clock.instant();
        for (var channel : channels) {
            var group = digest.group();
            var of = new Group(group.key(), group.labels(), channel, group.firing(), group.resolved());
            var payload = new NotificationPayload(
                    type, now, lead, of, digest.incidents(), digest.more(), links.of(lead.incidentId()));
            notifications.enqueue(
                    id(lead.incidentId(), reason, channel),
                    lead,
                    reason,
                    channel,
                    new NotificationRepository.Text(json(payload), now));
            notifications.ofGroup(id(lead.incidentId(), reason, channel), digest.id());
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
