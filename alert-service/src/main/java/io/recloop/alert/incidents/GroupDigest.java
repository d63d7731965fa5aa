package io.recloop.alert.incidents;

import io.recloop.alert.notifications.NotificationPayload;
import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.contracts.events.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;

/// What a group's notification says: counts of all, and the most severe of its incidents.
final class GroupDigest {
    /// The most severe first, those that fire before those that ended.
    private static final Comparator<Incident> WORST = Comparator.<Incident, Boolean>comparing(
                    incident -> !incident.isOpen())
            .thenComparing(Comparator.<Incident, Severity>comparing(incident -> incident.severity)
                    .reversed())
            .thenComparing(incident -> incident.openedAt)
            .thenComparing(Incident::id);

    private final PriorityQueue<Incident> shown = new PriorityQueue<>(WORST.reversed());
    private final List<UUID> fresh = new ArrayList<>();
    private final List<UUID> over = new ArrayList<>();
    private int firing;
    private int toldEnds;
    private int suppressed;

    /// @param isNew whether the channels do not know of it
    void fires(Incident incident, boolean isNew) {
        firing++;
        if (isNew) {
            fresh.add(incident.id());
        }
        show(incident);
    }

    /// @param told whether the channels believe that it fires
    void ended(Incident incident, boolean told) {
        over.add(incident.id());
        if (told) {
            toldEnds++;
            show(incident);
        }
    }

    void held() {
        suppressed++;
    }

    private void show(Incident incident) {
        shown.add(incident);
        if (shown.size() > NotificationPayload.MAX_INCIDENTS) {
            shown.poll();
        }
    }

    boolean isEmpty() {
        return shown.isEmpty();
    }

    Incident lead() {
        return shown.stream().min(WORST).orElseThrow();
    }

    List<IncidentSnapshot> snapshots() {
        return shown.stream().sorted(WORST).map(Incident::snapshot).toList();
    }

    int truncated() {
        return firing + toldEnds - shown.size();
    }

    List<UUID> fresh() {
        return fresh;
    }

    List<UUID> over() {
        return over;
    }

    int firing() {
        return firing;
    }

    int toldEnds() {
        return toldEnds;
    }

    int suppressed() {
        return suppressed;
    }
}
