package io.recloop.monitor.facts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How models are compared by the outcomes of their recommendations.
@ConfigMapping(prefix = "recloop.monitor.outcomes")
public interface OutcomesConfig {
    /// The metrics are of outcomes of this long; models without any in it are not exported.
    @WithDefault("PT1H")
    Duration window();

    /// How often the metrics are made.
    @WithDefault("10s")
    Duration lookEvery();
}
