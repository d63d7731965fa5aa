package io.recloop.alert.posted;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.notifications.DeliverySignal;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Lets posted alerts end when their end comes, and forgets them later.
@Singleton
class PostedAlertTick {
    private static final Logger LOG = Logger.getLogger(PostedAlertTick.class);
    private static final int BATCH = 200;

    private final PostedAlerts alerts;
    private final PostedAlertConfig config;
    private final DeliverySignal delivery;

    PostedAlertTick(PostedAlerts alerts, PostedAlertConfig config, DeliverySignal delivery) {
        this.alerts = alerts;
        this.config = config;
        this.delivery = delivery;
    }

    @Scheduled(identity = "end-posted-alerts", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void expire() {
        quietly(() -> {
            int ended;
            do {
                ended = alerts.expire(BATCH);
                if (ended > 0) {
                    delivery.wake();
                }
            } while (ended == BATCH);
        });
    }

    @Scheduled(
            identity = "forget-posted-alerts",
            every = "5m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        quietly(() -> alerts.forgetEndedFor(config.retention()));
    }

    /// A line instead of a stack trace every second while the database is away.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("posted alerts: %s", e.getMessage());
        }
    }
}
