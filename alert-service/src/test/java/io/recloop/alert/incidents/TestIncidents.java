package io.recloop.alert.incidents;

import io.recloop.alert.AlertTables;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.TestNotifications;
import io.recloop.alert.routing.Routes;
import java.time.Clock;

/// Incidents with routes and a clock of the test's own. A new one each time: nothing may live in memory.
public final class TestIncidents {
    private TestIncidents() {}

    public static Incidents with(Routes routes, Clock clock) {
        return new Incidents(
                AlertTables.bean(InboxRepository.class),
                AlertTables.bean(AlertGroupRepository.class),
                AlertTables.bean(IncidentRepository.class),
                TestNotifications.queue(routes, clock),
                clock);
    }

    public static IncidentArchive archive(Clock clock) {
        return new IncidentArchive(
                AlertTables.bean(IncidentRepository.class),
                AlertTables.bean(InboxRepository.class),
                AlertTables.bean(DeliveryQueue.class),
                clock);
    }
}
