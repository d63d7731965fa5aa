package io.recloop.alert.incidents;

import io.recloop.alert.notifications.NotificationQueue;
import io.recloop.alert.routing.Route;
import io.recloop.alert.timers.TimerKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Decides who is notified of a change of an incident, and writes down what is not sent and why. In the caller's
/// transaction, under the lock of the incident's alert group.
@Singleton
class IncidentNotifier {
    private final Suppressions suppressions;
    private final Recipients receivers;
    private final NotificationQueue queue;
    private final Followups followups;
    private final IncidentGroups groups;

    IncidentNotifier(
            Suppressions suppressions,
            Recipients receivers,
            NotificationQueue queue,
            Followups followups,
            IncidentGroups groups) {
        this.suppressions = suppressions;
        this.receivers = receivers;
        this.queue = queue;
        this.followups = followups;
        this.groups = groups;
    }

    static final String FIRED = "FIRED";
    static final String FLAPPING = "FLAPPING";
    static final String SNOOZE_ENDED = "SNOOZE-ENDED";

    /// A new incident: it may wait for what explains it.
    void fired(Incident incident, AlertGroup group) {
        if (group.isFlapping()) {
            followups.history().notSent(incident, FIRED, "flapping since " + group.flappingSince);
            return;
        }
        var patience = suppressions.patience(incident);
        if (patience.isPositive()) {
            incident.hold(FIRED, "waits for what may explain it");
            followups.set(incident, TimerKind.RELEASE, "", patience);
            return;
        }
        tell(incident, FIRED);
    }

    /// Worse than before: also where somebody is at it.
    void escalated(Incident incident, AlertGroup group) {
        var reason = "ESCALATED-" + incident.severity.name();
        if (group.isFlapping()) {
            followups.history().notSent(incident, reason, "flapping since " + group.flappingSince);
        } else if (incident.heldReason == null) {
            tell(incident, reason);
        }
    }

    /// Decides and sends, or holds until the next look.
    void tell(Incident incident, String reason) {
        var now = followups.history().now();
        var held = suppressions.of(incident, now);
        if (held.isPresent()) {
            hold(incident, reason, held.get(), followups.recheck());
            return;
        }
        var targets = receivers.of(incident, now);
        if (targets.isEmpty()) {
            incident.release();
            followups.history().notSent(incident, reason, "recorded only, by its routes, its rule or itself");
            return;
        }
        var waiting = new ArrayList<String>();
        var pause = followups.recheck();
        boolean alone = false;
        for (var target : targets) {
            var remaining = groupWait(incident, reason, target.route(), now);
            if (target.mutedBy().isPresent()) {
                waiting.add("%s is muted by %s"
                        .formatted(target.route().key(), target.mutedBy().get()));
            } else if (remaining.isPositive()) {
                waiting.add("group wait of " + target.route().groupWait());
                pause = remaining.compareTo(pause) < 0 ? remaining : pause;
            } else {
                send(incident, reason, target.route(), now);
                alone |= target.route().groupsNothing();
            }
        }
        if (waiting.isEmpty()) {
            incident.release();
        } else {
            hold(incident, reason, String.join("; ", waiting), pause);
        }
        if (alone) {
            followups.escalate(incident);
        }
    }

    /// What is left of it, where the incident is its own group; other groups wait together.
    private static Duration groupWait(Incident incident, String reason, Route route, Instant now) {
        return route.groupsNothing() && reason.equals(FIRED) && incident.occurrences == 1
                ? Duration.between(now, incident.lastHeardAt.plus(route.groupWait()))
                : Duration.ZERO;
    }

    /// Written down once for each cause.
    private void hold(Incident incident, String reason, String why, Duration pause) {
        if (!why.equals(incident.heldBy)) {
            followups.history().notSent(incident, reason, why);
        }
        incident.hold(reason, why);
        followups.set(incident, TimerKind.RELEASE, "", pause);
    }

    private void send(Incident incident, String reason, Route route, Instant now) {
        if (!route.groupsNothing()) {
            groups.join(incident, route, now);
            return;
        }
        enqueue(incident, reason, route.channels(), now);
        if (route.repeatInterval().isPositive()) {
            followups.add(incident, TimerKind.REPEAT, route.key(), route.repeatInterval());
        }
    }

    /// @return the channels that it was queued for
    List<String> enqueue(Incident incident, String reason, List<String> to, Instant now) {
        var expanded = receivers.expand(incident.tenant, to, now);
        expanded.gaps().forEach(gap -> followups.history().decided(incident, "ONCALL_GAP", gap));
        queue.notify(incident.snapshot(), reason, expanded.channels());
        return expanded.channels();
    }

    /// The end goes to the channels that know of the beginning, silenced or not: what was opened there must be closed.
    void ended(Incident incident, AlertGroup group, String reason) {
        followups.cancelAll(incident);
        if (incident.heldReason != null) {
            followups.history().notSent(incident, incident.heldReason, "over before it was sent: " + incident.heldBy);
            incident.release();
        }
        if (group.isFlapping()) {
            followups.history().notSent(incident, reason, "flapping since " + group.flappingSince);
            return;
        }
        closed(incident, reason);
    }

    /// Also of what flapped.
    void closed(Incident incident, String reason) {
        queue.ended(incident.snapshot(), reason);
        groups.ended(incident, followups.history().now());
    }
}
