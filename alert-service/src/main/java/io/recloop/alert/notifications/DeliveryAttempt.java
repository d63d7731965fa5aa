package io.recloop.alert.notifications;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One attempt to deliver a notification. It is written before anything is sent: a replica that finds it unfinished
/// later knows that the notification may have arrived.
@Entity
@Table(schema = "alert", name = "attempt")
@IdClass(DeliveryAttempt.Key.class)
class DeliveryAttempt {
    record Key(UUID notificationId, int number) {}

    @Id
    UUID notificationId;

    @Id
    int number;

    Instant startedAt;

    @Nullable
    Instant finishedAt;

    String outcome;

    @Nullable
    Integer httpStatus;

    @Nullable
    String error;

    @Nullable
    Long durationMillis;

    boolean possibleDuplicate;

    @SuppressWarnings("NullAway.Init")
    protected DeliveryAttempt() {}

    DeliveryAttempt(UUID notificationId, int number, Instant startedAt, boolean possibleDuplicate) {
        this.notificationId = notificationId;
        this.number = number;
        this.startedAt = startedAt;
        this.outcome = "STARTED";
        this.possibleDuplicate = possibleDuplicate;
    }

    UUID notificationId() {
        return notificationId;
    }

    NotificationView.Attempt view() {
        return new NotificationView.Attempt(
                number, startedAt, finishedAt, outcome, httpStatus, error, durationMillis, possibleDuplicate);
    }
}
