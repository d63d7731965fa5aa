package io.recloop.alert.routing;

/// What a channel is. The factory of the channels switches over it: a new type does not compile before it is
/// made there.
public enum ChannelType {
    /// Writes to the service's log. The channel `log` is always there.
    LOG,
    /// Posts JSON, signed by the rules of Standard Webhooks.
    WEBHOOK,
    /// Posts JSON in the form of Alertmanager's webhook, version 4.
    ALERTMANAGER,
    /// Sends a mail to each recipient.
    MAIL,
    /// Writes to Slack, by an incoming webhook or as a bot.
    SLACK,
    /// Posts an Adaptive Card to a workflow of Microsoft Teams.
    TEAMS,
    /// Writes to a chat of Telegram as a bot.
    TELEGRAM,
    /// Pages by PagerDuty's Events API v2.
    PAGERDUTY
}
