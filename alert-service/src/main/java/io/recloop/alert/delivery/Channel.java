package io.recloop.alert.delivery;

/// Somebody who can be told. Thread-safe.
sealed interface Channel permits LogChannel, WebhookChannel {
    String name();

    Outcome send(Leased notification);
}
