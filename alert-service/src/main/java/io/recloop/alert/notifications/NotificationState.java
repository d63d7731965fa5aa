package io.recloop.alert.notifications;

enum NotificationState {
    PENDING,
    DELIVERED,
    /// Given up; the log channel has a notification of its own instead.
    DEAD
}
