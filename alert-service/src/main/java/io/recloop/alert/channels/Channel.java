package io.recloop.alert.channels;

import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.LeasedNotification;

/// Where notifications are sent to. Thread-safe.
public sealed interface Channel
        permits AlertmanagerChannel,
                LogChannel,
                MailChannel,
                PagerDutyChannel,
                SlackChannel,
                TeamsChannel,
                TelegramChannel,
                WebhookChannel {
    String name();

    /// Blocks, for as long as the channel's timeout at most.
    AttemptResult send(LeasedNotification notification);
}
