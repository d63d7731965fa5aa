package io.recloop.alert.notifications;

/// New notifications and retries are delivered apart: a receiver's backlog holds up nothing new.
public enum DeliveryLane {
    FRESH,
    RETRY
}
