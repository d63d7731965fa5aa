package io.recloop.alert;

import io.recloop.alert.routing.ChannelConfig;
import io.recloop.alert.routing.ChannelType;
import io.recloop.alert.routing.RoutingConfig;
import io.recloop.contracts.events.Severity;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

public record FixedRouting(Map<Severity, List<String>> routes, Map<String, ChannelConfig> channels)
        implements RoutingConfig {

    public static FixedRouting with(Map<String, ? extends ChannelConfig> channels) {
        return new FixedRouting(Map.of(), Map.copyOf(channels));
    }

    @Override
    public Map<String, ChannelConfig> webhooks() {
        return Map.of();
    }

    /// A channel's settings, read as the service reads them.
    public record Hook(Map<String, String> settings) implements ChannelConfig {
        public Hook {
            settings = Map.copyOf(settings);
        }

        public static Hook at(String url) {
            return of(ChannelType.WEBHOOK).set("url", url);
        }

        public static Hook of(ChannelType type) {
            return new Hook(Map.of("type", type.name().toLowerCase(Locale.ROOT), "timeout", "5s"));
        }

        public Hook signedWith(String key) {
            return set("secret", key);
        }

        public Hook within(Duration limit) {
            return set("timeout", limit.toString());
        }

        public Hook from(Severity severity) {
            return set("min-severity", severity.code());
        }

        public Hook set(String key, String value) {
            var changed = new TreeMap<>(settings);
            changed.put(key, value);
            return new Hook(changed);
        }

        private ChannelConfig read() {
            var named = new TreeMap<String, String>();
            settings.forEach((key, value) -> named.put("recloop.alert.channels.it." + key, value));
            return new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(RoutingConfig.class)
                    .withSources(new PropertiesConfigSource(named, "test", 100))
                    .build()
                    .getConfigMapping(RoutingConfig.class)
                    .channels()
                    .get("it");
        }

        @Override
        public ChannelType type() {
            return read().type();
        }

        @Override
        public Severity minSeverity() {
            return read().minSeverity();
        }

        @Override
        public Duration timeout() {
            return read().timeout();
        }

        @Override
        public Target target() {
            return read().target();
        }

        @Override
        public Limits limits() {
            return read().limits();
        }

        @Override
        public Wording wording() {
            return read().wording();
        }

        @Override
        public MailConfig mail() {
            return read().mail();
        }
    }
}
