package io.recloop.alert.delivery;

import io.recloop.alert.delivery.AttemptResult.Delivered;
import io.recloop.alert.delivery.AttemptResult.Refused;
import io.recloop.alert.delivery.AttemptResult.Retry;
import io.recloop.alert.delivery.AttemptResult.Unknown;
import io.recloop.alert.delivery.RetryRules.Next;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// Delivers one notification at a time: decision, send, record. Stateless between calls, so that a kill at any point
/// loses nothing and doubles at most what was on its way, which is then marked.
@Singleton
final class DeliveryWorker {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    private final NotificationStore store;
    private final DeliveryConfig config;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final RetryRules rules;
    /// The name of this process in leases.
    private final String owner = UUID.randomUUID().toString();

    DeliveryWorker(NotificationStore store, DeliveryConfig config, DeliveryMeters meters, Clock clock) {
        this.store = store;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.rules = new RetryRules(config, () -> ThreadLocalRandom.current().nextDouble());
    }

    /// What waits for a channel that is no longer configured is left to the log.
    void abandonAllBut(Collection<String> channels) {
        int abandoned = store.abandonAllBut(channels, clock.instant());
        if (abandoned > 0) {
            LOG.warnf(
                    "notifications=%d waited for channels that are no longer configured; the log speaks for them",
                    abandoned);
        }
    }

    void measureBacklog() {
        meters.oldestPending(store.oldestPending());
    }

    /// @return whether there was one
    boolean deliverNext(Channel channel) {
        var leased = store.lease(channel.name(), owner, config.lease(), clock.instant());
        if (leased.isEmpty()) {
            return false;
        }
        var notification = leased.get();
        if (notification.possibleDuplicate()) {
            meters.possibleDuplicate(channel.name());
        }
        var startedAt = clock.instant();
        var outcome = send(channel, notification);
        var now = clock.instant();
        meters.attempt(channel.name(), outcome, Duration.between(startedAt, now));
        record(notification, outcome, startedAt, now);
        return true;
    }

    private void record(LeasedNotification notification, AttemptResult outcome, Instant startedAt, Instant now) {
        switch (outcome) {
            case Delivered delivered -> store.delivered(notification, delivered, startedAt, now);
            case Retry retry -> {
                var next = rules.afterFailure(notification, retry.after(), now);
                scheduleNext(next, notification, retry, retry.error(), startedAt);
            }
            case Unknown unknown -> {
                var next = rules.afterFailure(notification, Optional.empty(), now);
                scheduleNext(next, notification, unknown, unknown.error(), startedAt);
            }
            case Refused refused -> {
                var next = rules.afterRefusal(notification, notification.refusals() + 1, now);
                scheduleNext(next, notification, refused, refused.error(), startedAt);
            }
        }
    }

    private void scheduleNext(Next next, LeasedNotification notification, AttemptResult outcome, String error, Instant startedAt) {
        var now = clock.instant();
        switch (next) {
            case Next.Again(Instant at) -> {
                LOG.infof(
                        "notification=%s channel=%s attempt=%d error=\"%s\" next=%s",
                        notification.id(), notification.channel(), notification.attempt(), error, at);
                store.again(notification, outcome, error, at, startedAt, now);
            }
            case Next.GiveUp(String why) -> {
                if (store.dead(notification, outcome, error + ", " + why, startedAt, now)) {
                    meters.dead(notification.channel());
                    LOG.warnf(
                            "notification=%s channel=%s given up: %s, %s",
                            notification.id(), notification.channel(), error, why);
                }
            }
        }
    }

    /// A channel's own defect is a failed attempt, not the end of the loop.
    private static AttemptResult send(Channel channel, LeasedNotification notification) {
        try {
            return channel.send(notification);
        } catch (RuntimeException e) {
            LOG.errorf(e, "channel=%s notification=%s", channel.name(), notification.id());
            return new Unknown("the channel failed: " + e.getClass().getSimpleName());
        }
    }
}
