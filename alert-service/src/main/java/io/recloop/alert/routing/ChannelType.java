package io.recloop.alert.routing;

/// What a channel is. The factory of the channels switches over it: a new type does not compile before it is
/// made there.
public enum ChannelType {
    /// Writes to the service's log. The channel `log` is always there.
    LOG,
    /// Posts JSON, signed by the rules of Standard Webhooks.
    WEBHOOK
}
