package io.recloop.alert.notifications;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The other end of the [NotificationQueue]: takes what is due and notes how each attempt ended. Several replicas may
/// take at once: each notification belongs to one at a time. Thread-safe.
@Singleton
public final class DeliveryQueue {
    private final NotificationRepository notifications;
    private final DeliveryAttemptRepository attempts;

    DeliveryQueue(NotificationRepository notifications, DeliveryAttemptRepository attempts) {
        this.notifications = notifications;
        this.attempts = attempts;
    }

    /// Takes the next one that is due and notes that an attempt begins, in one transaction.
    public Optional<LeasedNotification> lease(String channel, String owner, Duration lease, Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> notifications
                .lease(channel, owner, now, now.plus(lease))
                .map(taken -> begin(taken, now)));
    }

    private LeasedNotification begin(Notification taken, Instant now) {
        boolean duplicate = attempts.mayHaveArrived(taken.id());
        attempts.persist(new DeliveryAttempt(taken.id(), taken.attempts(), now, duplicate));
        return taken.leased(duplicate);
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

    /// Gives up, and lets the log channel have it instead, in one transaction.
    ///
    /// @return whether it was ours to give up
    public boolean dead(LeasedNotification notification, FailedAttempt failed) {
        return QuarkusTransaction.requiringNew().call(() -> {
            attempts.finish(notification, failed.result(), failed.error(), failed.startedAt(), failed.endedAt());
            boolean ours = notifications.dead(notification, failed.error(), failed.endedAt());
            if (ours) {
                notifications.fallBack(notification.id(), failed.endedAt());
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
            abandoned.forEach(id -> notifications.fallBack(id, now));
            return abandoned.size();
        });
    }

    public Optional<Instant> oldestPending() {
        return QuarkusTransaction.requiringNew().call(notifications::oldestPending);
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
