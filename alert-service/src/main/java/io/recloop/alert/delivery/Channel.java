package io.recloop.alert.delivery;

/// Somebody who can be told. Thread-safe.
sealed interface Channel permits LogChannel, WebhookChannel {
    String name();

    AttemptResult send(LeasedNotification notification);
}
