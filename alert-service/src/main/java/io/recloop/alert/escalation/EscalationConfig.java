package io.recloop.alert.escalation;

import io.recloop.contracts.events.Severity;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Escalation policies, priorities, and exceptions for single rules.
@ConfigMapping(prefix = "recloop.alert")
public interface EscalationConfig {
    /// Policies by name. The first that matches, by `order` and name, applies.
    Map<String, Policy> escalation();

    /// Exceptions by the name of an alert rule.
    Map<String, RuleException> rules();

    /// Priorities by severity. Without configuration critical is P0 within 15 minutes, error P1 within an hour, warning
    /// P2 within 4 hours and info P3 within 24 hours.
    Map<Severity, Level> priorities();

    /// Steps that follow each other until somebody acknowledges.
    interface Policy {
        /// Which incidents it is for; all where absent.
        Optional<String> matchers();

        /// Policies are tried by this number, then by name.
        @WithDefault("100")
        int order();

        /// Steps by number.
        Map<Integer, Step> steps();

        /// How often the steps are gone through.
        @WithDefault("1")
        int rounds();
    }

    /// One step of a policy.
    interface Step {
        /// How long after the step before, or after the first notification.
        Duration after();

        /// Channels, and rotations as `oncall:<name>`.
        @WithName("notify")
        List<String> receivers();
    }

    /// What is different for one alert rule.
    interface RuleException {
        /// Receivers instead of the routes' ones; `none` records without notifying.
        Optional<List<String>> channels();

        /// The name of the policy, or `none`.
        Optional<String> escalation();

        /// The name of the priority, such as `P1`.
        Optional<String> priority();

        /// How long an incident stays without being raised again.
        Optional<Duration> expireAfter();
    }

    /// A priority.
    interface Level {
        /// Such as `P0`.
        String name();

        /// The response time: until then somebody should have acknowledged.
        Duration within();
    }
}
