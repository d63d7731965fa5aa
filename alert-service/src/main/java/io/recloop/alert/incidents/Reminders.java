package io.recloop.alert.incidents;

import io.recloop.alert.escalation.Policy;
import io.recloop.alert.notifications.NotificationQueue;
import io.recloop.alert.routing.Routes;
import io.recloop.alert.timers.TimerKind;
import jakarta.inject.Singleton;
import java.time.Duration;

/// What is sent again while nobody acknowledges: repetitions and the steps of an escalation policy.
@Singleton
class Reminders {
    private final IncidentNotifier notifier;
    private final Recipients receivers;
    private final Suppressions suppressions;
    private final Followups followups;
    private final NotificationQueue queue;

    Reminders(
            IncidentNotifier notifier,
            Recipients receivers,
            Suppressions suppressions,
            Followups followups,
            NotificationQueue queue) {
        this.notifier = notifier;
        this.receivers = receivers;
        this.suppressions = suppressions;
        this.followups = followups;
        this.queue = queue;
    }

    /// A line in the log is not read twice.
    void repeat(Incident incident, String routeKey) {
        var now = followups.history().now();
        var target = receivers.of(incident, now).stream()
                .filter(candidate -> candidate.route().key().equals(routeKey))
                .findFirst();
        if (target.isEmpty() || !target.get().route().repeatInterval().isPositive()) {
            return;
        }
        var route = target.get().route();
        var why = target.get().mutedBy().map(name -> "muted by " + name).or(() -> suppressions.of(incident, now));
        if (incident.status == IncidentStatus.FIRING) {
            var reason = "REPEATED-%d".formatted(queue.sent(incident.id(), "REPEATED-") + 1);
            if (why.isPresent()) {
                followups.history().notSent(incident, reason, why.get());
            } else {
                var channels = route.channels().stream()
                        .filter(channel -> !channel.equals(Routes.LOG))
                        .toList();
                notifier.enqueue(incident, reason, channels, now);
            }
        }
        later(incident, TimerKind.REPEAT, routeKey, route.repeatInterval());
    }

    /// @param detail name of the policy, `/`, number of the step from 0
    void step(Incident incident, String detail) {
        if (incident.status != IncidentStatus.FIRING) {
            return;
        }
        var now = followups.history().now();
        var held = suppressions.of(incident, now);
        if (held.isPresent()) {
            later(incident, TimerKind.STEP, detail, followups.recheck());
            return;
        }
        int slash = detail.lastIndexOf('/');
        int number = Integer.parseInt(detail.substring(slash + 1));
        var policy = followups.policyNamed(detail.substring(0, slash));
        if (policy.isEmpty() || !policy.get().has(number)) {
            return;
        }
        take(incident, policy.get(), number);
    }

    private void take(Incident incident, Policy policy, int number) {
        // Numbered through: after a snooze the same step comes again.
        var reason = "STEP-%d-%s-%d".formatted(queue.sent(incident.id(), "STEP-") + 1, policy.name(), number + 1);
        var channels = notifier.enqueue(
                incident,
                reason,
                policy.step(number).receivers(),
                followups.history().now());
        followups
                .history()
                .decided(
                        incident,
                        "STEP",
                        "step %d of %s: not acknowledged, %s notified"
                                .formatted(number + 1, policy.name(), String.join(", ", channels)));
        if (policy.has(number + 1)) {
            later(
                    incident,
                    TimerKind.STEP,
                    policy.name() + "/" + (number + 1),
                    policy.step(number + 1).after());
        }
    }

    void overdue(Incident incident) {
        if (incident.status == IncidentStatus.FIRING && incident.acknowledgedAt == null) {
            var priority = followups.priority(incident);
            followups
                    .history()
                    .decided(
                            incident,
                            "RESPONSE_OVERDUE",
                            "not acknowledged within %s (%s)".formatted(priority.within(), priority.name()));
        }
    }

    /// It fires again, and its steps begin again.
    void wake(Incident incident) {
        followups.history().decided(incident, "SNOOZE_ENDED", "fires again");
        long before = queue.sent(incident.id(), IncidentNotifier.SNOOZE_ENDED);
        notifier.tell(incident, IncidentNotifier.SNOOZE_ENDED + "-" + (before + 1));
    }

    Duration untilExpiry(Incident incident) {
        return Duration.between(followups.history().now(), incident.lastHeardAt.plus(followups.expireAfter(incident)));
    }

    void sayExpired(Incident incident) {
        followups
                .history()
                .decided(incident, "EXPIRED", "not raised again within %s".formatted(followups.expireAfter(incident)));
    }

    void later(Incident incident, TimerKind kind, String detail, Duration after) {
        followups.set(incident, kind, detail, after);
    }
}
