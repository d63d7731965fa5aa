package io.recloop.alert.incidents;

import io.recloop.alert.incidents.Transition.Close;
import io.recloop.alert.incidents.Transition.Escalate;
import io.recloop.alert.incidents.Transition.Ignore;
import io.recloop.alert.incidents.Transition.Open;
import io.recloop.alert.incidents.Transition.Repeat;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Opens, changes and ends incidents, in the caller's transaction and under the lock of their alert group.
@Singleton
class Episodes {
    private static final Logger LOG = Logger.getLogger(Episodes.class);

    private final IncidentRepository incidents;
    private final IncidentHistory history;
    private final IncidentNotifier notifier;
    private final Followups followups;
    private final IncidentGroups groups;

    Episodes(
            IncidentRepository incidents,
            IncidentHistory history,
            IncidentNotifier notifier,
            Followups followups,
            IncidentGroups groups) {
        this.incidents = incidents;
        this.history = history;
        this.notifier = notifier;
        this.followups = followups;
        this.groups = groups;
    }

    /// @param open the active incident of the group afterwards
    record Change(Effect effect, Optional<Incident> open) {}

    Change take(AlertEvent event, AlertGroup group, Optional<Incident> open) {
        var transition = EpisodeRules.next(group.state(open), event);
        if (event instanceof AlertResolved) {
            group.resolvedAt(event.occurredAt());
        }
        return switch (transition) {
            case Open(int episode) ->
                new Change(Effect.OPENED, Optional.of(begin(group, (AlertRaised) event, episode)));
            case Repeat(boolean newer) -> {
                repeat(open.orElseThrow(), (AlertRaised) event, newer);
                yield new Change(Effect.REPEATED, open);
            }
            case Escalate escalation -> {
                escalate(open.orElseThrow(), group, (AlertRaised) event, escalation);
                yield new Change(Effect.ESCALATED, open);
            }
            case Close() -> {
                resolve(open.orElseThrow(), group, (AlertResolved) event);
                yield new Change(Effect.RESOLVED, Optional.empty());
            }
            case Ignore(var why) -> {
                // Kept with the newest episode, where there is one.
                open.or(() -> incidents.newest(event.tenant(), event.fingerprint()))
                        .ifPresent(incident -> history.event(incident, "IGNORED", event, why));
                yield new Change(Effect.IGNORED, open);
            }
        };
    }

    /// What several events have in common is done once, in an order of its own.
    void finish() {
        groups.schedule();
    }

    private Incident begin(AlertGroup group, AlertRaised raised, int episode) {
        group.begun(episode);
        var incident = new Incident(raised, episode, history.now());
        incidents.persistAndFlush(incident);
        history.severity(incident, "OPENED", raised, raised.summary());
        followups.begin(incident);
        flap(group, incident, raised.occurredAt());
        notifier.fired(incident, group);
        LOG.debugf("incident=%s rule=%s severity=%s opened", incident.id(), raised.rule(), raised.severity());
        return incident;
    }

    private void repeat(Incident incident, AlertRaised raised, boolean newer) {
        var before = incident.latestSeverity;
        incident.repeat(raised, newer, history.now());
        saySeverity(incident, raised, before);
    }

    /// Going down is recorded and not notified of; going up within what it was before neither.
    private void saySeverity(Incident incident, AlertRaised raised, Severity before) {
        if (incident.latestSeverity != before && incident.latestSeverity != incident.severity) {
            history.event(
                    incident,
                    "SEVERITY_CHANGED",
                    raised,
                    "%s, was %s; the worst was %s"
                            .formatted(incident.latestSeverity.code(), before.code(), incident.severity.code()));
        }
    }

    private void escalate(Incident incident, AlertGroup group, AlertRaised raised, Escalate escalation) {
        incident.repeat(raised, escalation.newer(), history.now());
        incident.escalate(escalation.to());
        history.severity(incident, "ESCALATED", raised, raised.summary());
        notifier.escalated(incident, group);
        LOG.infof("incident=%s rule=%s severity=%s escalated", incident.id(), raised.rule(), escalation.to());
    }

    private void resolve(Incident incident, AlertGroup group, AlertResolved resolved) {
        incident.end(IncidentStatus.RESOLVED, resolved.occurredAt());
        history.event(incident, "RESOLVED", resolved, resolved.summary());
        ended(incident, group, "RESOLVED");
    }

    /// By hand, or since nothing was heard of it. What is raised later opens the next one.
    void end(Incident incident, AlertGroup group, IncidentStatus how) {
        var now = history.now();
        incident.end(how, now);
        group.resolvedAt(now);
        ended(incident, group, how.name());
    }

    private void ended(Incident incident, AlertGroup group, String reason) {
        if (group.isFlapping()) {
            followups.stable(group);
        }
        notifier.ended(incident, group, reason);
        LOG.infof("incident=%s rule=%s %s", incident.id(), incident.rule, reason);
    }

    /// One notification says that it flaps; nothing more is sent until it is stable.
    private void flap(AlertGroup group, Incident incident, Instant at) {
        var config = followups.config();
        if (config.flappingChanges() <= 0) {
            return;
        }
        if (group.isFlapping()) {
            followups.stable(group);
            return;
        }
        // Fewer episodes than that cannot have as many changes.
        if (group.episodes * 2 <= config.flappingChanges()) {
            return;
        }
        long changes = incidents.changes(group.tenant, group.fingerprint, at.minus(config.flappingWindow()));
        if (changes >= config.flappingChanges()) {
            history.decided(incident, "FLAPPING", "%d changes within %s".formatted(changes, config.flappingWindow()));
            notifier.tell(incident, IncidentNotifier.FLAPPING);
            group.flappingSince = history.now();
            group.flappingIncident = incident.id();
            followups.stable(group);
        }
    }

    /// It has not changed for long enough: the end of what was said to flap is sent, and what fires now.
    void stable(AlertGroup group) {
        var said = Optional.ofNullable(group.flappingIncident).flatMap(incidents::findByIdOptional);
        group.flappingSince = null;
        group.flappingIncident = null;
        var newest = incidents.newest(group.tenant, group.fingerprint);
        newest.ifPresent(incident -> history.decided(incident, "STABLE", "no longer flapping"));
        said.filter(incident -> !incident.isOpen()).ifPresent(incident -> notifier.closed(incident, "RESOLVED"));
        newest.filter(Incident::isOpen)
                .filter(incident ->
                        said.isEmpty() || !incident.id().equals(said.get().id()))
                .ifPresent(incident -> notifier.tell(incident, IncidentNotifier.FIRED));
    }
}
