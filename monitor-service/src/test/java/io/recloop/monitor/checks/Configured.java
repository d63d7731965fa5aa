package io.recloop.monitor.checks;

import io.recloop.monitor.facts.WindowConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/// Configuration as the service would read it.
final class Configured {
    private Configured() {}

    static <C> C as(Class<C> mapping, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withMapping(DriftConfig.class)
                .withMapping(WindowConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
