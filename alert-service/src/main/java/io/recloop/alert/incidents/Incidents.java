package io.recloop.alert.incidents;

import io.recloop.alert.incidents.Transition.Close;
import io.recloop.alert.incidents.Transition.Escalate;
import io.recloop.alert.incidents.Transition.Ignore;
import io.recloop.alert.incidents.Transition.Open;
import io.recloop.alert.incidents.Transition.Repeat;
import io.recloop.alert.incidents.GroupState.OpenEpisode;
import io.recloop.alert.notifications.NotificationQueue;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Lets alert events take effect, each once. Thread-safe, also between replicas.
@Singleton
public final class Incidents {
    private static final Logger LOG = Logger.getLogger(Incidents.class);

    private final Jdbi jdbi;
    private final NotificationQueue notifications;
    private final Clock clock;

    public Incidents(Jdbi jdbi, NotificationQueue notifications, Clock clock) {
        this.jdbi = jdbi;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// The event, its effect and the decisions whom to tell are one transaction.
    ///
    /// @throws org.jdbi.v3.core.JdbiException when the database does not take it; nothing has changed then
    public Effect apply(AlertEvent event) {
        return jdbi.inTransaction(handle -> {
            if (!firstTime(handle, event)) {
                return Effect.DUPLICATE;
            }
            var rows = new IncidentRows(handle, clock.instant());
            var trouble = lock(handle, event);
            var effect = carryOut(rows, trouble, EpisodeRules.next(trouble, event), event);
            if (event instanceof AlertResolved) {
                rememberResolve(handle, event);
            }
            rows.noteEffect(event, effect);
            return effect;
        });
    }

    private Effect carryOut(IncidentRows rows, GroupState trouble, Transition transition, AlertEvent event) {
        return switch (transition) {
            case Open(int episode) -> {
                var incident = rows.open((AlertRaised) event, episode);
                notifications.fired(rows.handle(), incident);
                LOG.infof(
                        "incident=%s rule=%s severity=%s opened",
                        incident.incidentId(), event.rule(), incident.severity());
                yield Effect.OPENED;
            }
            case Repeat(boolean newer) -> {
                rows.repeat(open(trouble).incidentId(), (AlertRaised) event, newer);
                yield Effect.REPEATED;
            }
            case Escalate(var to, boolean newer) -> {
                var id = open(trouble).incidentId();
                rows.repeat(id, (AlertRaised) event, newer);
                var incident = rows.escalate(id, event, to);
                notifications.escalated(rows.handle(), incident);
                LOG.infof("incident=%s rule=%s severity=%s escalated", id, event.rule(), to);
                yield Effect.ESCALATED;
            }
            case Close() -> {
                var incident = rows.resolve(open(trouble).incidentId(), (AlertResolved) event);
                notifications.resolved(rows.handle(), incident);
                LOG.infof("incident=%s rule=%s resolved", incident.incidentId(), event.rule());
                yield Effect.RESOLVED;
            }
            case Ignore(var why) -> {
                rows.ignored(event, why);
                yield Effect.IGNORED;
            }
        };
    }

    private static OpenEpisode open(GroupState trouble) {
        return trouble.open().orElseThrow();
    }

    /// Of two replicas with the same event the second waits here for the first to commit, and then knows.
    private boolean firstTime(Handle handle, AlertEvent event) {
        return handle.createUpdate("""
                        insert into alert.inbox (event_id, tenant, fingerprint, effect, occurred_at, received_at)
                        values (:event, :tenant, :fingerprint, '', :occurred, :now) on conflict do nothing""")
                        .bind("event", event.eventId())
                        .bind("tenant", event.tenant())
                        .bind("fingerprint", event.fingerprint())
                        .bind("occurred", event.occurredAt())
                        .bind("now", clock.instant())
                        .execute()
                == 1;
    }

    private static GroupState lock(Handle handle, AlertEvent event) {
        handle.createUpdate("""
                        insert into alert.trouble (tenant, fingerprint) values (:tenant, :fingerprint)
                        on conflict do nothing""")
                .bind("tenant", event.tenant())
                .bind("fingerprint", event.fingerprint())
                .execute();
        // Two statements: the second sees what another replica committed while the first waited for its lock.
        handle.createQuery("""
                        select 1 from alert.trouble where tenant = :tenant and fingerprint = :fingerprint for update""")
                .bind("tenant", event.tenant())
                .bind("fingerprint", event.fingerprint())
                .mapTo(Integer.class)
                .one();
        return handle.createQuery("""
                        select t.episodes, t.last_resolved_at, i.id, i.severity, i.last_seen_at
                        from alert.trouble t
                        left join alert.incident i
                               on i.tenant = t.tenant and i.fingerprint = t.fingerprint and i.status = 'open'
                        where t.tenant = :tenant and t.fingerprint = :fingerprint""")
                .bind("tenant", event.tenant())
                .bind("fingerprint", event.fingerprint())
                .map((row, context) -> new GroupState(
                        row.getInt("episodes"),
                        Optional.ofNullable(Rows.time(row, "last_resolved_at")),
                        Optional.ofNullable(row.getObject("id", UUID.class))
                                .map(id -> new OpenEpisode(
                                        id, Rows.severity(row, "severity"), Rows.requiredTime(row, "last_seen_at")))))
                .one();
    }

    private static void rememberResolve(Handle handle, AlertEvent event) {
        Instant at = event.occurredAt();
        handle.createUpdate("""
                        update alert.trouble set last_resolved_at = greatest(last_resolved_at, :at)
                        where tenant = :tenant and fingerprint = :fingerprint""")
                .bind("at", at)
                .bind("tenant", event.tenant())
                .bind("fingerprint", event.fingerprint())
                .execute();
    }
}
