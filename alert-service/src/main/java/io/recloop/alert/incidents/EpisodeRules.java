package io.recloop.alert.incidents;

import io.recloop.alert.incidents.Transition.Close;
import io.recloop.alert.incidents.Transition.Escalate;
import io.recloop.alert.incidents.Transition.Ignore;
import io.recloop.alert.incidents.Transition.Open;
import io.recloop.alert.incidents.Transition.Repeat;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;

/// Decides by `occurredAt`, never by the order of arrival: the topic may deliver late and twice.
final class EpisodeRules {
    private EpisodeRules() {}

    static Transition next(GroupState group, AlertEvent event) {
        return switch (event) {
            case AlertRaised raised -> raise(group, raised);
            case AlertResolved resolved -> resolve(group, resolved);
        };
    }

    private static Transition raise(GroupState group, AlertRaised raised) {
        var resolvedAt = group.lastResolvedAt();
        if (resolvedAt.isPresent() && raised.occurredAt().isBefore(resolvedAt.get())) {
            return new Ignore("raised before the trouble was resolved, heard of after it");
        }
        if (group.open().isEmpty()) {
            return new Open(group.episodes() + 1);
        }
        var open = group.open().get();
        boolean newer = !raised.occurredAt().isBefore(open.lastSeenAt());
        return raised.severity().compareTo(open.severity()) > 0
                ? new Escalate(raised.severity(), newer)
                : new Repeat(newer);
    }

    private static Transition resolve(GroupState group, AlertResolved resolved) {
        if (group.open().isEmpty()) {
            return new Ignore("nothing was open");
        }
        return resolved.occurredAt().isBefore(group.open().get().lastSeenAt())
                ? new Ignore("the trouble was seen again after this resolve")
                : new Close();
    }
}
