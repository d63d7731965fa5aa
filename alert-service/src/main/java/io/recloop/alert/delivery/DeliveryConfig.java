package io.recloop.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How hard a channel is tried.
@ConfigMapping(prefix = "recloop.alert.delivery")
public interface DeliveryConfig {
    /// How long one attempt may take before another replica may take over; must exceed every channel's
    /// timeout.
    @WithDefault("60s")
    Duration lease();

    /// Between the looks for something due, when no signal comes.
    @WithDefault("1s")
    Duration poll();

    /// Before the second attempt; each further pause is twice as long.
    @WithDefault("1s")
    Duration firstRetry();

    /// No pause is longer, unless the receiver asks for it.
    @WithDefault("5m")
    Duration maxRetry();

    /// The longest `Retry-After` that is honoured.
    @WithDefault("1h")
    Duration maxRetryAfter();

    /// How long a notification is still tried after its incident has ended. While the incident lives, it is
    /// tried for ever.
    @WithDefault("P1D")
    Duration giveUpAfter();

    /// The number of refusals (4xx, redirect) that end a notification of an incident that has ended.
    @WithDefault("5")
    int refusals();

    /// The pause after the first refusal; each further one is four times as long. A proxy in front of a
    /// receiver answers 404 or 401 for minutes while that is deployed.
    @WithDefault("1m")
    Duration firstRefusalRetry();

    /// The longest pause after a refusal.
    @WithDefault("30m")
    Duration maxRefusalRetry();

    /// Failures in a row after which a channel is spared for a while.
    @WithDefault("5")
    int breakerFailures();

    /// How long a channel is spared before one notification tries it again.
    @WithDefault("15s")
    Duration breakerPause();
}
