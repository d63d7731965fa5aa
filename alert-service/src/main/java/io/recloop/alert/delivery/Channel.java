package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
/// Somebody who can be told. Thread-safe.
import io.recloop.alert.notifications.LeasedNotification;

sealed interface Channel permits LogChannel, WebhookChannel {
    String name();

    AttemptResult send(LeasedNotification notification);
}
