package io.recloop.alert.notifications;

import io.recloop.alert.AlertTables;
import io.recloop.alert.links.AckLinks;
import io.recloop.alert.routing.Routes;
import java.time.Clock;

/// The queue with routes and a clock of the test's own.
public final class TestNotifications {
    private TestNotifications() {}

    public static NotificationQueue queue(Routes routes, Clock clock) {
        return new NotificationQueue(
                AlertTables.bean(NotificationRepository.class), AlertTables.bean(AckLinks.class), clock);
    }
}
