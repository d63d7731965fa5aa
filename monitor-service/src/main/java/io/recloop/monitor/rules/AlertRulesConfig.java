package io.recloop.monitor.rules;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Alert rules of every tenant, as long as the tenant has none of that name of its own.
@ConfigMapping(prefix = "recloop.monitor.alert-rules")
public interface AlertRulesConfig {
    /// Looks that are further apart than this interrupt the hold of a rule.
    @WithDefault("PT10M")
    Duration patience();

    /// How many rules of its own a tenant may have.
    @WithDefault("200")
    int maxRules();

    /// The rules, by name.
    Map<String, ConfiguredRule> rules();

    /// One configured rule.
    interface ConfiguredRule {
        /// Whether there is this rule.
        @WithDefault("true")
        boolean enabled();

        /// Which metric, of `GET /v1/metrics`.
        String metric();

        /// One segment only.
        Optional<String> segment();

        /// How long a time is looked at.
        @WithDefault("5m")
        String window();

        /// Fewer observations than this measure nothing. Default: the metric's.
        Optional<String> minimum();

        /// `>`, `>=`, `<` or `<=`.
        @WithDefault(">")
        String comparison();

        /// In the metric's unit.
        String threshold();

        /// The alert ends when the value is no longer beyond this. Default: the threshold.
        Optional<String> resolveThreshold();

        /// How long the value must stay beyond the threshold.
        @WithName("for")
        @WithDefault("0s")
        String hold();

        /// `info`, `warning`, `error` or `critical`.
        @WithDefault("warning")
        String severity();

        /// Further labels of the alert.
        Map<String, String> labels();

        /// Address of what to do.
        Optional<String> runbook();
    }
}
