package io.recloop.alert.delivery;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.messages.NotificationDocument;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/// A notification that was given up is an alert itself, until its channel delivers again. One that was about
/// such an alert is not: a broken channel would tell of itself for ever.
@Singleton
public class DeliveryAlarms {
    static final String RULE = "alert-delivery-failed";
    private static final String TENANT = "default";

    private final Alarms alarms;
    private final DeliveryQueue queue;
    private final Clock clock;

    DeliveryAlarms(Alarms alarms, DeliveryQueue queue, Clock clock) {
        this.alarms = alarms;
        this.queue = queue;
        this.clock = clock;
    }

    /// In the caller's transaction.
    void raise(LeasedNotification notification, String error, Instant now) {
        if (NotificationDocument.of(notification).text("rule").equals(RULE)) {
            return;
        }
        var severity = notification.content().severity().equals("critical") ? Severity.CRITICAL : Severity.WARNING;
        var summary = "Channel %s was not given a notification: %s".formatted(notification.channel(), error);
        var details = Map.of(
                "incident", notification.content().incidentId().toString(),
                "notification", notification.id().toString());
        alarms.raise(
                new Alarm(TENANT, RULE, severity, summary, Map.of("channel", notification.channel()), details), now);
    }

    @Scheduled(identity = "resolve-delivery-alarms", every = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    void resolveWhatIsOver() {
        QuarkusTransaction.requiringNew().run(() -> alarms.active(TENANT).stream()
                .filter(alarm -> alarm.rule().equals(RULE))
                .filter(alarm -> queue.lastDelivered(alarm.labels().getOrDefault("channel", ""))
                        .filter(at -> at.isAfter(alarm.since()))
                        .isPresent())
                .forEach(alarm -> alarms.resolve(
                        new Alarm.Ending(TENANT, RULE, alarm.labels(), "The channel delivers again"),
                        clock.instant())));
    }
}
