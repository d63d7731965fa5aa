package io.recloop.alert.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How hard a channel is tried.
@ConfigMapping(prefix = "alert.delivery")
public interface DeliveryConfig {
    /// How long one attempt may take before another replica may take over; must exceed every webhook's timeout.
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

    /// A notification older than this is given up and sent to the log channel instead.
    @WithDefault("P1D")
    Duration giveUpAfter();

    /// How often a receiver may refuse (4xx, redirect) before the notification is given up.
    @WithDefault("3")
    int refusals();
}
