package io.recloop.monitor.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Rules that look at rates, and not at distributions.
@ConfigMapping(prefix = "recloop.monitor.rules")
public interface RulesConfig {
    /// How often the rules on rates and replicas look.
    @WithDefault("PT15S")
    Duration lookEvery();

    /// Answers of this long are looked at.
    @WithDefault("PT5M")
    Duration window();

    /// Fewer answers than this raise and resolve nothing.
    @WithDefault("50")
    long minimumRequests();

    /// Share of answers that failed by the service's own fault.
    @WithDefault("0.01")
    double errorWarning();

    @WithDefault("0.05")
    double errorCritical();

    /// Share of answers that were not personal.
    @WithDefault("0.30")
    double fallbackWarning();

    @WithDefault("0.95")
    double fallbackCritical();
}
