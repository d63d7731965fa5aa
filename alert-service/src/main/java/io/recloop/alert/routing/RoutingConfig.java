package io.recloop.alert.routing;

import io.recloop.contracts.events.Severity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which channels are notified of which severity.
@ConfigMapping(prefix = "alert")
public interface RoutingConfig {
    /// Channels by severity. A severity without an entry goes to `log` and to every webhook that wants it.
    Map<Severity, List<String>> routes();

    /// Webhooks by name; the name is the channel.
    Map<String, Webhook> webhooks();

    interface Webhook {
        URI url();

        /// Signs each request (Standard Webhooks); `whsec_` and Base64, or plain text. Without it nothing is signed.
        Optional<String> secret();

        /// From connecting to the end of the answer.
        @WithDefault("10s")
        Duration timeout();

        /// Where no route is configured, what is less severe is kept from this webhook.
        @WithDefault("info")
        Severity minSeverity();
    }
}
