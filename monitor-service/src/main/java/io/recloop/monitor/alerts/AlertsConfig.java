package io.recloop.monitor.alerts;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How alerts are repeated.
@ConfigMapping(prefix = "monitor.alerts")
public interface AlertsConfig {
    /// While trouble lasts it is said again at most this often, so that a reader that missed it hears of it.
    @WithDefault("PT5M")
    Duration repeatEvery();

    /// How often the rules on rates and replicas look.
    @WithDefault("PT15S")
    Duration lookEvery();
}
