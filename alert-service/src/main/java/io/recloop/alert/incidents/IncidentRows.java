package io.recloop.alert.incidents;

import io.recloop.alert.notifications.NotificationPayload;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Severity;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The statements of one event's transaction.
///
/// @param now when the event takes effect, by our clock; what happened when is by the clock of the source
record IncidentRows(Handle handle, Instant now) {

    NotificationPayload.IncidentSnapshot open(AlertRaised raised, int episode) {
        // Deterministic, so that the notifications' ids are too: a rebuilt database tells receivers nothing new.
        var id = UUID.nameUUIDFromBytes("%s/%s/%d"
                .formatted(raised.tenant(), raised.fingerprint(), episode)
                .getBytes(StandardCharsets.UTF_8));
        handle.createUpdate("""
                        update alert.trouble set episodes = :episode
                        where tenant = :tenant and fingerprint = :fingerprint""")
                .bind("episode", episode)
                .bind("tenant", raised.tenant())
                .bind("fingerprint", raised.fingerprint())
                .execute();
        handle.createUpdate("""
                        insert into alert.incident (id, tenant, fingerprint, episode, rule, severity, status, source, summary,
                                                    labels, details, opened_at, last_seen_at, occurrences)
                        values (:id, :tenant, :fingerprint, :episode, :rule, :severity, 'open', :source, :summary,
                                cast(:labels as jsonb), cast(:details as jsonb), :at, :at, 1)""")
                .bind("id", id)
                .bind("tenant", raised.tenant())
                .bind("fingerprint", raised.fingerprint())
                .bind("episode", episode)
                .bind("rule", raised.rule())
                .bind("severity", raised.severity().code())
                .bind("source", raised.source())
                .bind("summary", Rows.storable(raised.summary()))
                .bind("labels", Rows.json(raised.labels()))
                .bind("details", Rows.json(raised.details()))
                .bind("at", raised.occurredAt())
                .execute();
        note(id, "OPENED", raised, raised.severity(), raised.summary());
        return incident(id);
    }

    void repeat(UUID id, AlertRaised raised, boolean newer) {
        if (newer) {
            handle.createUpdate("""
                            update alert.incident set occurrences = occurrences + 1, last_seen_at = :at,
                                   summary = :summary, details = cast(:details as jsonb) where id = :id""")
                    .bind("at", raised.occurredAt())
                    .bind("summary", Rows.storable(raised.summary()))
                    .bind("details", Rows.json(raised.details()))
                    .bind("id", id)
                    .execute();
        } else {
            handle.createUpdate("""
                            update alert.incident set occurrences = occurrences + 1,
                                   opened_at = least(opened_at, :at) where id = :id""")
                    .bind("at", raised.occurredAt())
                    .bind("id", id)
                    .execute();
        }
    }

    NotificationPayload.IncidentSnapshot escalate(UUID id, AlertEvent event, Severity to) {
        handle.createUpdate("update alert.incident set severity = :severity where id = :id")
                .bind("severity", to.code())
                .bind("id", id)
                .execute();
        note(id, "ESCALATED", event, to, ((AlertRaised) event).summary());
        return incident(id);
    }

    NotificationPayload.IncidentSnapshot resolve(UUID id, AlertResolved resolved) {
        handle.createUpdate("update alert.incident set status = 'resolved', resolved_at = :at where id = :id")
                .bind("at", resolved.occurredAt())
                .bind("id", id)
                .execute();
        note(id, "RESOLVED", resolved, null, resolved.summary());
        return incident(id);
    }

    /// Kept with the newest episode, where there is one.
    void ignored(AlertEvent event, String why) {
        handle.createQuery("""
                        select id from alert.incident where tenant = :tenant and fingerprint = :fingerprint
                        order by episode desc limit 1""")
                .bind("tenant", event.tenant())
                .bind("fingerprint", event.fingerprint())
                .mapTo(UUID.class)
                .findOne()
                .ifPresent(id -> note(id, "IGNORED", event, null, why));
    }

    void noteEffect(AlertEvent event, Effect effect) {
        handle.createUpdate("update alert.inbox set effect = :effect where event_id = :event")
                .bind("effect", effect.name())
                .bind("event", event.eventId())
                .execute();
    }

    private void note(UUID id, String kind, AlertEvent event, @Nullable Severity severity, String message) {
        handle.createUpdate("""
                        insert into alert.incident_event
                               (incident_id, kind, event_id, actor, severity, message, occurred_at, recorded_at)
                        values (:id, :kind, :event, :actor, :severity, :message, :at, :now)""")
                .bind("id", id)
                .bind("kind", kind)
                .bind("event", event.eventId())
                .bind("actor", actor(event))
                .bind("severity", severity == null ? null : severity.code())
                .bind("message", Rows.storable(message))
                .bind("at", event.occurredAt())
                .bind("now", now)
                .execute();
    }

    private static String actor(AlertEvent event) {
        return switch (event) {
            case AlertRaised raised -> raised.source();
            case AlertResolved resolved -> resolved.source();
        };
    }

    private NotificationPayload.IncidentSnapshot incident(UUID id) {
        return handle.createQuery("select * from alert.incident where id = :id")
                .bind("id", id)
                .map((row, context) -> notice(row))
                .one();
    }

    private static NotificationPayload.IncidentSnapshot notice(ResultSet row) throws SQLException {
        return new NotificationPayload.IncidentSnapshot(
                row.getObject("id", UUID.class),
                row.getString("tenant"),
                row.getString("fingerprint"),
                row.getInt("episode"),
                row.getString("rule"),
                Rows.severity(row, "severity"),
                row.getString("status"),
                row.getString("source"),
                row.getString("summary"),
                Rows.texts(row, "labels"),
                Rows.texts(row, "details"),
                row.getLong("occurrences"),
                Rows.requiredTime(row, "opened_at"),
                Rows.requiredTime(row, "last_seen_at"),
                Rows.time(row, "resolved_at"));
    }
}
