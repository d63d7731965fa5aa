package io.recloop.alert.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.alert.routing.Routes;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Writes down who shall be told, in the caller's transaction. The unique key makes one intent of each
/// (incident, episode, reason, channel), however often it is asked for.
@Singleton
public final class NotificationQueue {
    private final Routes routes;
    private final Clock clock;

    public NotificationQueue(Routes routes, Clock clock) {
        this.routes = routes;
        this.clock = clock;
    }

    public void fired(Handle handle, NotificationPayload.IncidentSnapshot incident) {
        tell(handle, "FIRED", "incident.fired", incident, routes.channelsFor(incident.severity()));
    }

    public void escalated(Handle handle, NotificationPayload.IncidentSnapshot incident) {
        var reason = "ESCALATED-" + incident.severity().name();
        tell(handle, reason, "incident.escalated", incident, routes.channelsFor(incident.severity()));
    }

    /// Whoever was told of the trouble is told of its end, even when the routes have changed in between.
    public void resolved(Handle handle, NotificationPayload.IncidentSnapshot incident) {
        var told = handle.createQuery("""
                        select distinct channel from alert.notification
                        where incident_id = :incident and fallback_for = '' order by channel""")
                .bind("incident", incident.incidentId())
                .mapTo(String.class)
                .list();
        tell(handle, "RESOLVED", "incident.resolved", incident, told);
    }

    private void tell(Handle handle, String reason, String type, NotificationPayload.IncidentSnapshot incident, List<String> channels) {
        var at = incident.resolvedAt() == null ? incident.lastSeenAt() : incident.resolvedAt();
        var payload = json(new NotificationPayload(type, at, incident));
        for (var channel : channels) {
            handle.createUpdate("""
                            insert into alert.notification (id, tenant, incident_id, episode, reason, channel, severity,
                                                            payload, state, created_at, next_attempt_at)
                            values (:id, :tenant, :incident, :episode, :reason, :channel, :severity,
                                    :payload, 'PENDING', :now, :now)
                            on conflict (incident_id, episode, reason, channel, fallback_for) do nothing""")
                    .bind("id", id(incident.incidentId(), reason, channel))
                    .bind("tenant", incident.tenant())
                    .bind("incident", incident.incidentId())
                    .bind("episode", incident.episode())
                    .bind("reason", reason)
                    .bind("channel", channel)
                    .bind("severity", code(incident.severity()))
                    .bind("payload", payload)
                    .bind("now", clock.instant())
                    .execute();
        }
    }

    /// The same for ever for the same decision: a receiver may drop what it has seen.
    private static UUID id(UUID incident, String reason, String channel) {
        return UUID.nameUUIDFromBytes((incident + "/" + reason + "/" + channel).getBytes(StandardCharsets.UTF_8));
    }

    private static String code(Severity severity) {
        return severity.code();
    }

    private static String json(NotificationPayload notice) {
        try {
            return EventCodec.JSON.writeValueAsString(notice);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
