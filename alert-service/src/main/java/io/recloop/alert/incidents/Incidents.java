package io.recloop.alert.incidents;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.incidents.Transition.Close;
import io.recloop.alert.incidents.Transition.Escalate;
import io.recloop.alert.incidents.Transition.Ignore;
import io.recloop.alert.incidents.Transition.Open;
import io.recloop.alert.incidents.Transition.Repeat;
import io.recloop.alert.notifications.NotificationQueue;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Lets alert events take effect, each once. Thread-safe, also between replicas.
@Singleton
public final class Incidents {
    private static final Logger LOG = Logger.getLogger(Incidents.class);

    private final InboxRepository inbox;
    private final AlertGroupRepository groups;
    private final IncidentRepository incidents;
    private final NotificationQueue notifications;
    private final Clock clock;

    Incidents(
            InboxRepository inbox,
            AlertGroupRepository groups,
            IncidentRepository incidents,
            NotificationQueue notifications,
            Clock clock) {
        this.inbox = inbox;
        this.groups = groups;
        this.incidents = incidents;
        this.notifications = notifications;
        this.clock = clock;
    }

    /// The event, its effect and the decisions whom to notify are one transaction: the caller's, where there is one.
    ///
    /// @throws RuntimeException when the database does not take it; nothing has changed then
    public Effect apply(AlertEvent event) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            if (!inbox.accept(event, clock.instant())) {
                return Effect.DUPLICATE;
            }
            var group = groups.lock(event.tenant(), event.fingerprint());
            var open = incidents.open(event);
            var effect = carryOut(group, open, EpisodeRules.next(group.state(open), event), event);
            if (event instanceof AlertResolved) {
                group.resolvedAt(event.occurredAt());
            }
            // What the database refuses is refused here, with its reason, and not at the commit.
            incidents.flush();
            inbox.noteEffect(event, effect);
            return effect;
        });
    }

    /// Ends an incident whose source will never say that it is over. What is raised later opens the next one.
    ///
    /// @return empty where the tenant has no such incident; one that is resolved already stays as it is
    public Optional<IncidentView> resolveByHand(String tenant, UUID id, String by, String note) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var found = incidents.byId(tenant, id);
            if (found.isPresent()) {
                var incident = found.get();
                var group = groups.lock(tenant, incident.fingerprint());
                // An event may have taken effect while the lock was waited for.
                incidents.getEntityManager().refresh(incident);
                if (incident.isOpen()) {
                    var now = clock.instant();
                    incident.resolve(now);
                    group.resolvedAt(now);
                    incidents.note(IncidentEvent.byHand(id, "RESOLVED", by, note, now));
                    notifications.resolved(incident.snapshot());
                    LOG.infof("incident=%s resolved by %s", id, by);
                }
            }
            return found.map(Incident::view);
        });
    }

    private Effect carryOut(AlertGroup group, Optional<Incident> open, Transition transition, AlertEvent event) {
        return switch (transition) {
            case Open(int episode) -> {
                begin(group, (AlertRaised) event, episode);
                yield Effect.OPENED;
            }
            case Repeat(boolean newer) -> {
                open.orElseThrow().repeat((AlertRaised) event, newer);
                yield Effect.REPEATED;
            }
            case Escalate escalation -> {
                escalate(open.orElseThrow(), (AlertRaised) event, escalation);
                yield Effect.ESCALATED;
            }
            case Close() -> {
                resolve(open.orElseThrow(), (AlertResolved) event);
                yield Effect.RESOLVED;
            }
            case Ignore(var why) -> {
                // Kept with the newest episode, where there is one.
                incidents.newest(event).ifPresent(incident -> note(incident, "IGNORED", event, why));
                yield Effect.IGNORED;
            }
        };
    }

    private void begin(AlertGroup group, AlertRaised raised, int episode) {
        group.begun(episode);
        var incident = new Incident(raised, episode);
        incidents.persistAndFlush(incident);
        incidents.note(IncidentEvent.of(incident.id(), "OPENED", raised, raised.summary(), clock.instant())
                .with(raised.severity()));
        notifications.fired(incident.snapshot());
        LOG.infof("incident=%s rule=%s severity=%s opened", incident.id(), raised.rule(), raised.severity());
    }

    private void escalate(Incident incident, AlertRaised raised, Escalate escalation) {
        incident.repeat(raised, escalation.newer());
        incident.escalate(escalation.to());
        incidents.note(IncidentEvent.of(incident.id(), "ESCALATED", raised, raised.summary(), clock.instant())
                .with(escalation.to()));
        notifications.escalated(incident.snapshot());
        LOG.infof("incident=%s rule=%s severity=%s escalated", incident.id(), raised.rule(), escalation.to());
    }

    private void resolve(Incident incident, AlertResolved resolved) {
        incident.resolve(resolved.occurredAt());
        note(incident, "RESOLVED", resolved, resolved.summary());
        notifications.resolved(incident.snapshot());
        LOG.infof("incident=%s rule=%s resolved", incident.id(), resolved.rule());
    }

    private void note(Incident incident, String kind, AlertEvent event, String message) {
        incidents.note(IncidentEvent.of(incident.id(), kind, event, message, clock.instant()));
    }
}
