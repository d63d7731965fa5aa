package io.recloop.alert.incidents;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Configuration of the test's own, read as the service reads it.
record TestConfig(Map<String, String> settings) {
    static TestConfig of(Map<String, String> settings) {
        return new TestConfig(settings);
    }

    <T> T of(Class<T> mapping) {
        var keys = new HashMap<String, String>();
        settings.forEach((key, value) -> keys.put("recloop.alert." + key, value));
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(mapping)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(keys, "test", 500))
                .build()
                .getConfigMapping(mapping);
    }
}
