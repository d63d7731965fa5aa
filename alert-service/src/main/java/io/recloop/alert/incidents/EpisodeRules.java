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

    static Transition next(GroupState trouble, AlertEvent event) {
        return switch (event) {
            case AlertRaised raised -> raise(trouble, raised);
            case AlertResolved resolved -> resolve(trouble, resolved);
        };
    }

    private static Transition raise(GroupState trouble, AlertRaised raised) {
        var resolvedAt = trouble.lastResolvedAt();
        if (resolvedAt.isPresent() && raised.occurredAt().isBefore(resolvedAt.get())) {
            return new Ignore("raised before the trouble was resolved, heard of after it");
        }
        if (trouble.open().isEmpty()) {
            return new Open(trouble.episodes() + 1);
        }
        var open = trouble.open().get();
        boolean newer = !raised.occurredAt().isBefore(open.lastSeenAt());
        return raised.severity().compareTo(open.severity()) > 0
                ? new Escalate(raised.severity(), newer)
                : new Repeat(newer);
    }

    private static Transition resolve(GroupState trouble, AlertResolved resolved) {
        if (trouble.open().isEmpty()) {
            return new Ignore("nothing was open");
        }
        return resolved.occurredAt().isBefore(trouble.open().get().lastSeenAt())
                ? new Ignore("the trouble was seen again after this resolve")
                : new Close();
    }
}
