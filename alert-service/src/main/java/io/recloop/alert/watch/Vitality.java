package io.recloop.alert.watch;

import io.recloop.alert.notifications.Backlog;
import io.recloop.alert.notifications.DeliveryQueue;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Whether alerts are taken and delivered.
@Singleton
class Vitality {
    private final SmallRyeHealthReporter health;
    private final DeliveryQueue queue;
    private final WatchConfig config;
    private final Clock clock;

    Vitality(SmallRyeHealthReporter health, DeliveryQueue queue, WatchConfig config, Clock clock) {
        this.health = health;
        this.queue = queue;
        this.config = config;
        this.clock = clock;
    }

    /// What is wrong, if anything is.
    Optional<String> trouble() {
        try {
            if (health.getReadiness().isDown()) {
                return Optional.of("the service is not ready");
            }
            var before = clock.instant().minus(config.heartbeatMaxWait());
            return queue.backlog().stream()
                    .filter(waiting -> waiting.fresh() > 0 && waiting.oldest().isBefore(before))
                    .findFirst()
                    .map(Backlog::channel)
                    .map("notifications for %s wait untried"::formatted);
        } catch (RuntimeException e) {
            return Optional.of("it cannot be told: " + e.getMessage());
        }
    }
}
