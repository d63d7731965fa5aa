package io.recloop.alert.delivery;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;
import io.recloop.alert.routing.ChannelConfig;
import java.time.Clock;

/// Where notifications are sent to. Thread-safe.
sealed interface Channel permits LogChannel, WebhookChannel {
    String name();

    AttemptResult send(LeasedNotification notification);

    /// The one place where a configured channel is made.
    ///
    /// @throws IllegalArgumentException naming the setting that is missing or wrong
    static Channel of(String name, ChannelConfig config, Clock clock) {
        return switch (config.type()) {
            case LOG -> new LogChannel(name);
            case WEBHOOK -> WebhookChannel.of(name, config, clock);
        };
    }
}
