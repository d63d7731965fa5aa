package io.recloop.alert;

import io.recloop.alert.routing.RoutingConfig;
import io.recloop.contracts.events.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public record FixedRouting(Map<Severity, List<String>> routes, Map<String, RoutingConfig.Webhook> webhooks)
        implements RoutingConfig {

    public static FixedRouting with(Map<String, RoutingConfig.Webhook> webhooks) {
        return new FixedRouting(Map.of(), webhooks);
    }

    public record Hook(URI url, Optional<String> secret, Duration timeout, Severity minSeverity)
            implements RoutingConfig.Webhook {
        public static Hook at(String url) {
            return new Hook(URI.create(url), Optional.empty(), Duration.ofSeconds(5), Severity.INFO);
        }

        public Hook signedWith(String key) {
            return new Hook(url, Optional.of(key), timeout, minSeverity);
        }

        public Hook within(Duration limit) {
            return new Hook(url, secret, limit, minSeverity);
        }

        public Hook from(Severity severity) {
            return new Hook(url, secret, timeout, severity);
        }
    }
}
