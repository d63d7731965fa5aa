package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which channels there are, and which of them are notified of what.
@ConfigMapping(prefix = "recloop.alert")
public interface RoutingConfig {
    /// Channels by severity. A severity without an entry goes to `log` and to every channel that wants it.
    Map<Severity, List<String>> routes();

    /// Channels by name, beside `log`.
    @WithName("webhooks")
    Map<String, ChannelConfig> channels();

    /// A channel as configured.
    interface ChannelConfig {
        /// What kind of channel it is: `webhook` or `log`.
        @WithDefault("webhook")
        ChannelType type();

        /// Where a webhook posts to.
        Optional<URI> url();

        /// Signs each request of a webhook (Standard Webhooks); `whsec_` and Base64, or plain text. Without it
        /// nothing is signed.
        Optional<String> secret();

        /// From connecting to the status of the answer.
        @WithDefault("10s")
        Duration timeout();

        /// Where no route is configured, this channel is not notified of what is less severe.
        @WithDefault("info")
        Severity minSeverity();
    }
}
