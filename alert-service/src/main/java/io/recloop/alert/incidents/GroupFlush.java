package io.recloop.alert.incidents;

import io.recloop.alert.incidents.GroupRepository.Standing;
import io.recloop.alert.notifications.NotificationPayload.Group;
import io.recloop.alert.notifications.NotificationQueue;
import io.recloop.alert.routing.Route;
import io.recloop.alert.timers.DueTimer;
import io.recloop.alert.timers.TimerHandler;
import io.recloop.alert.timers.TimerKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// Makes one notification of a group, however many incidents it has. They are read in pages, so that memory does not
/// grow with the storm.
@Singleton
class GroupFlush implements TimerHandler {
    static final String REPEAT = "repeat";
    private static final int PAGE = 500;
    private static final UUID FIRST = new UUID(0, 0);

    private final GroupRepository groups;
    private final Recipients receivers;
    private final Suppressions suppressions;
    private final Followups followups;
    private final NotificationQueue queue;

    GroupFlush(
            GroupRepository groups,
            Recipients receivers,
            Suppressions suppressions,
            Followups followups,
            NotificationQueue queue) {
        this.groups = groups;
        this.receivers = receivers;
        this.suppressions = suppressions;
        this.followups = followups;
        this.queue = queue;
    }

    @Override
    public Set<TimerKind> kinds() {
        return Set.of(TimerKind.FLUSH);
    }

    @Override
    public boolean fire(DueTimer timer) {
        if (!groups.exists(timer.subject())) {
            return true;
        }
        var locked = groups.tryLock(timer.subject());
        locked.ifPresent(group -> flush(group, timer));
        return locked.isPresent();
    }

    private void flush(NotificationGroup group, DueTimer timer) {
        var now = followups.history().now();
        var digest = new GroupDigest();
        var after = FIRST;
        List<Standing> page;
        do {
            page = groups.members(group.id, after, PAGE);
            take(page, digest);
            after = page.isEmpty() ? after : page.getLast().incident().id();
        } while (page.size() == PAGE);
        if (digest.isEmpty()) {
            if (digest.suppressed() > 0) {
                again(group, "", followups.recheck());
            }
            return;
        }
        var target = target(group, digest);
        if (target.isEmpty()) {
            // The routes have changed: what fires is decided on again when its alert comes again.
            return;
        }
        var route = target.get().route();
        var early = group.lastFlushAt == null
                ? Duration.ZERO
                : Duration.between(now, group.lastFlushAt.plus(route.groupInterval()));
        if (early.isPositive()) {
            again(group, timer.detail(), early);
        } else if (target.get().mutedBy().isPresent()) {
            again(group, timer.detail(), followups.recheck());
        } else {
            send(group, digest, route, timer.detail().equals(REPEAT));
        }
        if (digest.suppressed() > 0) {
            again(group, "", early.isPositive() ? early : followups.recheck());
        }
    }

    private void take(List<Standing> page, GroupDigest digest) {
        for (var standing : page) {
            var incident = standing.incident();
            boolean told = standing.member().isTold();
            if (!incident.isOpen()) {
                digest.ended(incident, told);
            } else if (told || incident.status != IncidentStatus.FIRING) {
                digest.fires(incident, !told && incident.status == IncidentStatus.FIRING);
            } else if (suppressions.of(incident, followups.history().now()).isPresent()) {
                digest.held();
            } else {
                digest.fires(incident, true);
            }
            groups.detach(standing);
        }
    }

    private Optional<Recipients.Target> target(NotificationGroup group, GroupDigest digest) {
        return receivers.of(digest.lead(), followups.history().now()).stream()
                .filter(candidate -> candidate.route().key().equals(group.route))
                .findFirst();
    }

    private void send(NotificationGroup group, GroupDigest digest, Route route, boolean repeats) {
        boolean fresh = !digest.fresh().isEmpty();
        if (fresh || digest.toldEnds() > 0 || (repeats && digest.firing() > 0)) {
            var now = followups.history().now();
            group.flushed(now);
            var receiver = receivers.expand(group.tenant, route.channels(), now);
            receiver.gaps().forEach(gap -> followups.history().decided(digest.lead(), "ONCALL_GAP", gap));
            var key = route.key() + ":" + AlertGroupRepository.json(group.labels);
            queue.flushed(
                    new NotificationQueue.Digest(
                            group.id,
                            group.flushes,
                            new Group(key, group.labels, "", digest.firing(), digest.toldEnds()),
                            digest.snapshots(),
                            digest.truncated()),
                    fresh,
                    receiver.channels());
            if (fresh) {
                followups.escalate(digest.lead());
            }
        }
        inPages(digest.fresh(), ids -> groups.told(group.id, ids));
        inPages(digest.over(), ids -> groups.leave(group.id, ids));
        if (route.repeatInterval().isPositive() && digest.firing() > 0) {
            again(group, REPEAT, route.repeatInterval());
        }
    }

    private static void inPages(List<UUID> ids, Consumer<List<UUID>> action) {
        for (int from = 0; from < ids.size(); from += PAGE) {
            action.accept(ids.subList(from, Math.min(ids.size(), from + PAGE)));
        }
    }

    private void again(NotificationGroup group, String detail, Duration after) {
        followups.timer(new DueTimer(
                group.id,
                TimerKind.FLUSH,
                detail,
                group.tenant,
                followups.history().now().plus(after)));
    }
}
