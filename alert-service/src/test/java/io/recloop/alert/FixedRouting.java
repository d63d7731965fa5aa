package io.recloop.alert;

import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.RoutingConfig;
import io.recloop.alert.routing.RoutingConfig.ChannelConfig;
import io.recloop.contracts.events.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public record FixedRouting(Map<Severity, List<String>> routes, Map<String, ChannelConfig> channels)
        implements RoutingConfig {

    public static FixedRouting with(Map<String, ChannelConfig> channels) {
        return new FixedRouting(Map.of(), channels);
    }

    public record Hook(
            ChannelType type, Optional<URI> url, Optional<String> secret, Duration timeout, Severity minSeverity)
            implements ChannelConfig {
        public static Hook at(String url) {
            return new Hook(
                    ChannelType.WEBHOOK,
                    Optional.of(URI.create(url)),
                    Optional.empty(),
                    Duration.ofSeconds(5),
                    Severity.INFO);
        }

        public Hook signedWith(String key) {
            return new Hook(type, url, Optional.of(key), timeout, minSeverity);
        }

        public Hook within(Duration limit) {
            return new Hook(type, url, secret, limit, minSeverity);
        }

        public Hook from(Severity severity) {
            return new Hook(type, url, secret, timeout, severity);
        }
    }
}
