package io.recloop.alert.incidents;

import io.recloop.alert.timers.DueTimer;
import io.recloop.alert.timers.TimerHandler;
import io.recloop.alert.timers.TimerKind;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.Set;

/// What happens with an incident by time alone.
@Singleton
class IncidentTimers implements TimerHandler {
    private final IncidentRepository incidents;
    private final AlertGroupRepository groups;
    private final Episodes episodes;
    private final IncidentNotifier notifier;
    private final Reminders reminders;

    IncidentTimers(
            IncidentRepository incidents,
            AlertGroupRepository groups,
            Episodes episodes,
            IncidentNotifier notifier,
            Reminders reminders) {
        this.incidents = incidents;
        this.groups = groups;
        this.episodes = episodes;
        this.notifier = notifier;
        this.reminders = reminders;
    }

    @Override
    public Set<TimerKind> kinds() {
        return EnumSet.complementOf(EnumSet.of(TimerKind.FLUSH));
    }

    @Override
    public boolean fire(DueTimer timer) {
        if (timer.kind() == TimerKind.STABLE) {
            var group = groups.tryLock(timer.tenant(), timer.detail());
            group.ifPresent(episodes::stable);
            episodes.finish();
            return group.isPresent();
        }
        var found = incidents.byId(timer.tenant(), timer.subject());
        if (found.isEmpty()) {
            return true;
        }
        var incident = found.get();
        var group = groups.tryLock(incident.tenant, incident.fingerprint);
        if (group.isEmpty()) {
            return false;
        }
        // An event may have taken effect since it was read.
        incidents.getEntityManager().refresh(incident);
        if (incident.isOpen()) {
            act(timer, incident, group.get());
            episodes.finish();
        }
        return true;
    }

    private void act(DueTimer timer, Incident incident, AlertGroup group) {
        switch (timer.kind()) {
            case RELEASE -> release(incident);
            case REPEAT -> reminders.repeat(incident, timer.detail());
            case STEP -> reminders.step(incident, timer.detail());
            case RESPONSE -> reminders.overdue(incident);
            case SNOOZE_END -> wake(incident);
            case EXPIRY -> expire(incident, group);
            case STABLE, FLUSH -> throw new IllegalStateException("not of an incident: " + timer);
        }
    }

    /// Somebody who has acknowledged knows of it.
    private void release(Incident incident) {
        if (incident.heldReason != null && incident.status == IncidentStatus.FIRING) {
            notifier.tell(incident, incident.heldReason);
        } else {
            incident.release();
        }
    }

    private void wake(Incident incident) {
        if (incident.status == IncidentStatus.SNOOZED) {
            incident.status = IncidentStatus.FIRING;
            incident.snoozedUntil = null;
            reminders.wake(incident);
        }
    }

    private void expire(Incident incident, AlertGroup group) {
        var remaining = reminders.untilExpiry(incident);
        if (remaining.isPositive()) {
            reminders.later(incident, TimerKind.EXPIRY, "", remaining);
            return;
        }
        reminders.sayExpired(incident);
        episodes.end(incident, group, IncidentStatus.EXPIRED);
    }
}
