package io.recloop.alert.notifications;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.routing.Routes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The other end of the [NotificationQueue]: takes what is due and notes how each attempt ended. Several
/// replicas may take at once: each notification belongs to one at a time. Thread-safe.
@Singleton
public final class DeliveryQueue {
    private final NotificationRepository notifications;
    private final DeliveryAttemptRepository attempts;

    DeliveryQueue(NotificationRepository notifications, DeliveryAttemptRepository attempts) {
        this.notifications = notifications;
        this.attempts = attempts;
    }

    /// Takes those that are due and notes that an attempt begins, in one transaction.
    public List<LeasedNotification> lease(DeliveryLane lane, String channel, LeaseTerms terms, int most) {
        return QuarkusTransaction.requiringNew().call(() -> notifications.lease(lane, channel, terms, most).stream()
                .map(taken -> begin(taken, terms.now()))
                .toList());
    }

    private LeasedNotification begin(Notification taken, Instant now) {
        boolean duplicate = taken.attempts() > 1 && attempts.mayHaveArrived(taken.id());
        attempts.persist(new DeliveryAttempt(taken.id(), taken.attempts(), now, duplicate));
        return taken.leased(duplicate);
    }

    /// When the incident ended; empty while it lives.
    public Optional<Instant> endOf(UUID incident) {
        return QuarkusTransaction.requiringNew().call(() -> notifications.endOf(incident));
    }

    /// @return how many notifications the fallback got
    public int fallBackOverdue(String channel, String fallback, Instant before, Instant now) {
        return QuarkusTransaction.requiringNew()
                .call(() -> notifications.fallBackOverdue(channel, fallback, before, now));
    }

    public List<Backlog> backlog() {
        return QuarkusTransaction.requiringNew().call(notifications::backlog);
    }

    public Optional<Instant> lastDelivered(String channel) {
        return QuarkusTransaction.requiringNew().call(() -> notifications.lastDelivered(channel));
    }

    /// Counts even when the lease has run out meanwhile: what has arrived need not be sent again.
    public void delivered(LeasedNotification notification, AttemptResult result, Instant startedAt, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            attempts.finish(notification, result, null, startedAt, now);
            notifications.delivered(notification.id(), now);
        });
    }

    /// Changes nothing but the attempt when another replica has taken over meanwhile.
    ///
    /// @param at when the next attempt is due
    public void again(LeasedNotification notification, FailedAttempt failed, Instant at) {
        QuarkusTransaction.requiringNew().run(() -> {
            attempts.finish(notification, failed.result(), failed.error(), failed.startedAt(), failed.endedAt());
            int refused = failed.result() instanceof AttemptResult.Refused ? 1 : 0;
            notifications.again(notification, at, failed.error(), refused);
        });
    }

    /// Gives up, and lets the fallback have it instead, in one transaction.
    ///
    /// @param because does what else belongs to it, in the same transaction
    /// @return whether it was ours to give up
    public boolean dead(LeasedNotification notification, FailedAttempt failed, String fallback, Runnable because) {
        return QuarkusTransaction.requiringNew().call(() -> {
            attempts.finish(notification, failed.result(), failed.error(), failed.startedAt(), failed.endedAt());
            boolean ours = notifications.dead(notification, failed.error(), failed.endedAt());
            if (ours) {
                notifications.fallBack(notification.id(), fallback, failed.endedAt());
                because.run();
            }
            return ours;
        });
    }

    /// What waits for a channel that is no longer configured would wait for ever.
    ///
    /// @return how many were given up
    public int abandonAllBut(Collection<String> channels, Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var abandoned = notifications.abandonAllBut(channels, now);
            abandoned.forEach(id -> notifications.fallBack(id, Routes.LOG, now));
            return abandoned.size();
        });
    }

    /// In the caller's transaction; in the order in which they were decided on.
    public List<NotificationView> ofIncident(UUID incident) {
        var made = new HashMap<UUID, List<NotificationView.Attempt>>();
        for (var attempt : attempts.ofIncident(incident)) {
            made.computeIfAbsent(attempt.notificationId(), key -> new ArrayList<>())
                    .add(attempt.view());
        }
        return notifications.ofIncident(incident).stream()
                .map(notification -> notification.view(made.getOrDefault(notification.id(), List.of())))
                .toList();
    }
}
