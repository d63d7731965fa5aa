package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;

/// A receiver of notifications. Thread-safe.
sealed interface Channel permits LogChannel, WebhookChannel {
    String name();

    AttemptResult send(LeasedNotification notification);
}
