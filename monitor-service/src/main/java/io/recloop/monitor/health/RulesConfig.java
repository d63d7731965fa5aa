package io.recloop.monitor.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How rules are looked at.
@ConfigMapping(prefix = "recloop.monitor.rules")
public interface RulesConfig {
    /// How often alert rules and replicas are looked at.
    @WithDefault("PT15S")
    Duration lookEvery();

    /// Answers of this long are in the gauges of shares.
    @WithDefault("PT5M")
    Duration window();
}
