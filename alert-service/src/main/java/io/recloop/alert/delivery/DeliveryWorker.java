package io.recloop.alert.delivery;

import io.recloop.alert.channels.Channel;
import io.recloop.alert.delivery.RetryRules.Next;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.AttemptResult.Delivered;
import io.recloop.alert.notifications.AttemptResult.Refused;
import io.recloop.alert.notifications.AttemptResult.Retry;
import io.recloop.alert.notifications.AttemptResult.Unknown;
import io.recloop.alert.notifications.Backlog;
import io.recloop.alert.notifications.DeliveryLane;
import io.recloop.alert.notifications.DeliveryQueue;
import io.recloop.alert.notifications.FailedAttempt;
import io.recloop.alert.notifications.LeaseTerms;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.alert.routing.Routes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/// Leases, sends and records. Stateless between calls, so that a kill at any point loses nothing and doubles
/// at most what was on its way, which is then marked.
@Singleton
final class DeliveryWorker {
    private static final Logger LOG = Logger.getLogger(DeliveryWorker.class);
    private static final Duration RECORD_AGAIN_AFTER = Duration.ofMillis(500);

    private final DeliveryQueue queue;
    private final DeliveryConfig config;
    private final DeliveryMeters meters;
    private final DeliveryAlarms alarms;
    private final Clock clock;
    private final RetryRules rules;
    /// The name of this process in leases.
    private final String owner = UUID.randomUUID().toString();

    DeliveryWorker(
            DeliveryQueue queue, DeliveryConfig config, DeliveryMeters meters, DeliveryAlarms alarms, Clock clock) {
        this.queue = queue;
        this.config = config;
        this.meters = meters;
        this.alarms = alarms;
        this.clock = clock;
        this.rules = new RetryRules(config, () -> ThreadLocalRandom.current().nextDouble());
    }

    TokenBucket bucket(ChannelLimits limits) {
        return new TokenBucket(limits.rate(), limits.burst(), clock);
    }

    CircuitBreaker breaker() {
        return new CircuitBreaker(config.breakerFailures(), config.breakerPause(), clock);
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

    List<Backlog> measureBacklog() {
        var backlog = queue.backlog();
        meters.backlog(backlog);
        return backlog;
    }

    /// @return whether the fallback got something
    boolean fallBackOverdue(DeliveryTarget target) {
        var now = clock.instant();
        var before = now.minus(target.limits().fallbackAfter());
        int moved = queue.fallBackOverdue(target.name(), target.limits().fallback(), before, now);
        if (moved > 0) {
            meters.fellBack(target.name(), moved);
            LOG.warnf(
                    "channel=%s notifications=%d not delivered within %s, sent to %s too",
                    target.name(),
                    moved,
                    target.limits().fallbackAfter(),
                    target.limits().fallback());
        }
        return moved > 0;
    }

    List<LeasedNotification> lease(String channel, DeliveryLane lane, int most) {
        return queue.lease(lane, channel, new LeaseTerms(owner, config.lease(), clock.instant()), most);
    }

    AttemptResult deliver(DeliveryTarget target, LeasedNotification notification) {
        if (notification.possibleDuplicate()) {
            meters.possibleDuplicate(target.name());
        }
        var startedAt = clock.instant();
        var result = send(target.channel(), notification);
        var endedAt = clock.instant();
        meters.attempt(target.name(), result, Duration.between(startedAt, endedAt));
        if (result instanceof Delivered delivered) {
            meters.delivered(target.name(), Duration.between(notification.createdAt(), endedAt));
            log(notification, delivered, Duration.between(startedAt, endedAt));
        }
        record(() -> record(target, notification, result, startedAt), startedAt.plus(config.lease()));
        return result;
    }

    /// One line for each delivery; the log channel's own line is its delivery.
    private static void log(LeasedNotification notification, Delivered delivered, Duration took) {
        if (!notification.channel().equals(Routes.LOG)) {
            LOG.infof(
                    "delivered incident=%s channel=%s reason=%s notification=%s attempt=%d status=%s took_ms=%d",
                    notification.content().incidentId(),
                    notification.channel(),
                    notification.content().reason(),
                    notification.id(),
                    notification.attempt(),
                    delivered.status(),
                    took.toMillis());
        }
    }

    /// A database that is away for a moment must not make what was delivered be sent again: it is recorded
    /// for as long as the lease holds.
    private void record(Runnable recording, Instant leaseEnd) {
        while (true) {
            try {
                recording.run();
                return;
            } catch (RuntimeException e) {
                if (clock.instant().plus(RECORD_AGAIN_AFTER).isAfter(leaseEnd)
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(RECORD_AGAIN_AFTER.toNanos());
            }
        }
    }

    private void record(
            DeliveryTarget target, LeasedNotification notification, AttemptResult result, Instant startedAt) {
        var now = clock.instant();
        switch (result) {
            case Delivered delivered -> queue.delivered(notification, delivered, startedAt, now);
            case Retry retry -> {
                var failed = new FailedAttempt(retry, retry.error(), startedAt, now);
                var next = rules.afterFailure(notification, retry.after(), end(notification), now);
                scheduleNext(target, next, notification, failed);
            }
            case Unknown unknown -> {
                var failed = new FailedAttempt(unknown, unknown.error(), startedAt, now);
                var next = rules.afterFailure(notification, Optional.empty(), end(notification), now);
                scheduleNext(target, next, notification, failed);
            }
            case Refused refused -> {
                var failed = new FailedAttempt(refused, refused.error(), startedAt, now);
                var next = rules.afterRefusal(notification, notification.refusals() + 1, end(notification), now);
                scheduleNext(target, next, notification, failed);
            }
        }
    }

    private Optional<Instant> end(LeasedNotification notification) {
        return queue.endOf(notification.content().incidentId());
    }

    private void scheduleNext(DeliveryTarget target, Next next, LeasedNotification notification, FailedAttempt failed) {
        switch (next) {
            case Next.Again(Instant at) -> {
                LOG.infof(
                        "notification=%s channel=%s attempt=%d error=\"%s\" next=%s",
                        notification.id(), notification.channel(), notification.attempt(), failed.error(), at);
                queue.again(notification, failed, at);
            }
            case Next.GiveUp(String why) -> giveUp(target, notification, failed.because(why));
        }
    }

    private void giveUp(DeliveryTarget target, LeasedNotification notification, FailedAttempt failed) {
        var fallback = notification.content().fallbackFor().isPresent()
                ? Routes.LOG
                : target.limits().fallback();
        Runnable alarm = () -> alarms.raise(notification, failed.error(), failed.endedAt());
        if (queue.dead(notification, failed, fallback, alarm)) {
            meters.dead(notification.channel());
            LOG.warnf(
                    "notification=%s channel=%s given up: %s",
                    notification.id(), notification.channel(), failed.error());
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
