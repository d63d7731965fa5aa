package io.recloop.alert.posted;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long an alert that was posted over HTTP fires, and how long it is remembered.
@ConfigMapping(prefix = "recloop.alert.posted")
public interface PostedAlertConfig {
    /// How long an alert fires that was posted without an end, from its last post on.
    @WithDefault("5m")
    Duration resolveTimeout();

    /// How long an alert of a webhook, or of `POST /v1/alerts`, fires that was sent without an end, from its last post
    /// on. Such senders say when it is over, and repeat it rarely or never.
    @WithDefault("24h")
    Duration webhookTimeout();

    /// How long an alert is remembered after its end: an overlapping post of the same labels within that time
    /// revives it with its old start.
    @WithDefault("30m")
    Duration retention();
}
