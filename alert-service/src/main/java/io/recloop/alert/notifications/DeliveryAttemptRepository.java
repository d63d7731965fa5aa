package io.recloop.alert.notifications;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Singleton
class DeliveryAttemptRepository implements PanacheRepositoryBase<DeliveryAttempt, DeliveryAttempt.Key> {

    boolean mayHaveArrived(UUID notification) {
        return count("notificationId = ?1 and outcome in ('STARTED', 'UNKNOWN')", notification) > 0;
    }

    void finish(
            LeasedNotification notification, AttemptResult result, @Nullable String error, Instant from, Instant now) {
        update(
                "finishedAt = ?1, outcome = ?2, httpStatus = ?3, error = ?4, durationMillis = ?5"
                        + " where notificationId = ?6 and number = ?7",
                now,
                result.code(),
                result.status(),
                error,
                Duration.between(from, now).toMillis(),
                notification.id(),
                notification.attempt());
    }

    List<DeliveryAttempt> ofIncident(UUID incident) {
        return find(
                        "select a from DeliveryAttempt a join Notification n on n.id = a.notificationId"
                                + " where n.incidentId = ?1 order by a.notificationId, a.number",
                        incident)
                .list();
    }
}
