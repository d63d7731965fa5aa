package io.recloop.alert.delivery;

import io.recloop.alert.delivery.RetryRules.Next;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.FailedAttempt;
import io.recloop.alert.notifications.LeasedNotification;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// Delivers one notification at a time: lease, send, record. Stateless between calls, so that a kill at any point loses
/// nothing and doubles at most what was on its way, which is then marked.
@Singleton
final class DeliveryWorker {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);

    private final DeliveryQueue queue;
    private final DeliveryConfig config;
    private final DeliveryMeters meters;
    private final Clock clock;
    private final RetryRules rules;
    /// The name of this process in leases.
    private final String owner = UUID.randomUUID().toString();

    DeliveryWorker(DeliveryQueue queue, DeliveryConfig config, DeliveryMeters meters, Clock clock) {
        this.queue = queue;
        this.config = config;
        this.meters = meters;
        this.clock = clock;
        this.rules = new RetryRules(config, () -> ThreadLocalRandom.current().nextDouble());
    }

    /// What waits for a channel that is no longer configured is left to the log channel.
    void abandonAllBut(Collection<String> channels) {
        int abandoned = queue.abandonAllBut(channels, clock.instant());
        if (abandoned > 0) {
            LOG.warnf(
                    "notifications=%d waited for channels that are no longer configured; the log channel has them now",
                    abandoned);
        }
    }

    void measureBacklog() {
        meters.oldestPending(queue.oldestPending());
    }

    /// @return whether there was one
    boolean deliverNext(Channel channel) {
        var leased = queue.lease(channel.name(), owner, config.lease(), clock.instant());
        if (leased.isEmpty()) {
            return false;
        }
        var notification = leased.get();
        if (notification.possibleDuplicate()) {
            meters.possibleDuplicate(channel.name());
        }
        var startedAt = clock.instant();
        var result = send(channel, notification);
        meters.attempt(channel.name(), result, Duration.between(startedAt, clock.instant()));
        record(notification, result, startedAt);
        return true;
    }

    private void record(LeasedNotification notification, AttemptResult result, Instant startedAt) {
        var now = clock.instant();
        switch (result) {
            case Delivered delivered -> queue.delivered(notification, delivered, startedAt, now);
            case Retry retry -> {
                var failed = new FailedAttempt(retry, retry.error(), startedAt, now);
                scheduleNext(rules.afterFailure(notification, retry.after(), now), notification, failed);
            }
            case Unknown unknown -> {
                var failed = new FailedAttempt(unknown, unknown.error(), startedAt, now);
                scheduleNext(rules.afterFailure(notification, Optional.empty(), now), notification, failed);
            }
            case Refused refused -> {
                var failed = new FailedAttempt(refused, refused.error(), startedAt, now);
                var next = rules.afterRefusal(notification, notification.refusals() + 1, now);
                scheduleNext(next, notification, failed);
            }
        }
    }

    private void scheduleNext(Next next, LeasedNotification notification, FailedAttempt failed) {
        switch (next) {
            case Next.Again(Instant at) -> {
                LOG.infof(
                        "notification=%s channel=%s attempt=%d error=\"%s\" next=%s",
                        notification.id(), notification.channel(), notification.attempt(), failed.error(), at);
                queue.again(notification, failed, at);
            }
            case Next.GiveUp(String why) -> {
                if (queue.dead(notification, failed.because(why))) {
                    meters.dead(notification.channel());
                    LOG.warnf(
                            "notification=%s channel=%s given up: %s, %s",
                            notification.id(), notification.channel(), failed.error(), why);
                }
            }
        }
    }

    /// A channel's own defect is a failed attempt, not the end of the queue.
    private static AttemptResult send(Channel channel, LeasedNotification notification) {
        try {
            return channel.send(notification);
        } catch (RuntimeException e) {
            LOG.errorf(e, "channel=%s notification=%s", channel.name(), notification.id());
            return new Unknown("the channel failed: " + e.getClass().getSimpleName());
        }
    }
}
