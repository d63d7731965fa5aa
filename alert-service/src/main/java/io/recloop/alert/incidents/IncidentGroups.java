package io.recloop.alert.incidents;

import io.recloop.alert.routing.Route;
import io.recloop.alert.timers.DueTimer;
import io.recloop.alert.timers.TimerKind;
import io.recloop.alert.timers.Timers;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// Puts incidents into groups and sets the time of each group's next notification.
@Singleton
class IncidentGroups {
    private static final Object PENDING = IncidentGroups.class;

    private final GroupRepository groups;
    private final Timers timers;
    private final IncidentHistory history;
    private final TransactionSynchronizationRegistry transaction;

    IncidentGroups(
            GroupRepository groups,
            Timers timers,
            IncidentHistory history,
            TransactionSynchronizationRegistry transaction) {
        this.groups = groups;
        this.timers = timers;
        this.history = history;
        this.transaction = transaction;
    }

    /// What [#schedule] does for the transaction.
    private static final class Pending {
        final Map<UUID, Group> groups = new TreeMap<>();
        final List<Map<String, String>> members = new ArrayList<>();
    }

    /// @param due of its next notification, unless that is set already
    private record Group(String tenant, String route, Map<String, String> labels, Instant due) {}

    void join(Incident incident, Route route, Instant now) {
        var labels = route.groupLabels(incident.matched());
        var id = UUID.nameUUIDFromBytes("%s/%s/%s"
                .formatted(incident.tenant, route.key(), AlertGroupRepository.json(new TreeMap<>(labels)))
                .getBytes(StandardCharsets.UTF_8));
        var pending = pending();
        pending.members.add(
                Map.of("group_id", id.toString(), "incident_id", incident.id().toString()));
        pending.groups.computeIfAbsent(
                id, key -> new Group(incident.tenant, route.key(), labels, now.plus(route.groupWait())));
    }

    /// What the channels know to fire is ended at the group's next notification; what they do not know is left out.
    void ended(Incident incident, Instant now) {
        for (var member : groups.of(incident.id())) {
            if (member.isTold()) {
                pending().groups.computeIfAbsent(member.groupId, key -> new Group(incident.tenant, "", Map.of(), now));
            } else {
                groups.leave(member.groupId, List.of(incident.id()));
                history.notSent(incident, "FIRED", "over before its group's first notification");
            }
        }
    }

    /// At the end of the transaction's work and in the order of ids, so that two replicas never wait for each other. A
    /// notification that comes too early for the group's interval is put off when it is due.
    void schedule() {
        if (!(transaction.getResource(PENDING) instanceof Pending pending)) {
            return;
        }
        transaction.putResource(PENDING, new Pending());
        pending.groups.forEach((id, group) -> {
            if (!group.route().isEmpty()) {
                groups.ensure(id, group.tenant(), group.route(), group.labels());
            }
        });
        if (!pending.members.isEmpty()) {
            groups.join(pending.members);
        }
        pending.groups.forEach(
                (id, group) -> timers.add(new DueTimer(id, TimerKind.FLUSH, "", group.tenant(), group.due())));
    }

    private Pending pending() {
        if (transaction.getResource(PENDING) instanceof Pending pending) {
            return pending;
        }
        var pending = new Pending();
        transaction.putResource(PENDING, pending);
        return pending;
    }
}
