package io.recloop.local.demo;

import java.time.Duration;
import java.util.Map;

/// What takes hours in a shop takes seconds here. These settings are the whole difference from `./recloop up`.
///
/// A shop looks at an hour of interactions, evaluates drift each quarter of an hour and forgets over weeks; the
/// demo looks at twenty seconds, evaluates each ten and forgets over a minute. Every threshold and gate is the
/// default.
final class CompressedTime {
    /// The past of the shop weighs half after so long.
    static final Duration HALF_LIFE = Duration.ofSeconds(45);

    static final Duration DRIFT_WINDOW = Duration.ofSeconds(20);

    private CompressedTime() {}

    /// Environment of the services.
    static Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("RECLOOP_MONITOR_DRIFT_WINDOW", DRIFT_WINDOW.toString()),
                Map.entry("RECLOOP_MONITOR_DRIFT_BUCKET", "PT5S"),
                Map.entry("RECLOOP_MONITOR_DRIFT_EVALUATION_EVERY", "PT10S"),
                Map.entry("RECLOOP_MONITOR_KPI_BUCKET", "PT5S"),
                Map.entry("RECLOOP_MONITOR_CTR_WINDOW", "PT20S"),
                Map.entry("RECLOOP_MONITOR_CTR_MATURITY", "PT5S"),
                Map.entry("RECLOOP_MONITOR_CTR_REFERENCE_REQUESTS", "400"),
                Map.entry("RECLOOP_MONITOR_RULES_LOOK_EVERY", "PT5S"),
                Map.entry("RECLOOP_TRAINING_DATASET_HALF_LIFE", HALF_LIFE.toString()),
                // A small shop needs few factors, and forgetting makes the weights of what was seen small beside the
                // default weight of what was not.
                Map.entry("RECLOOP_TRAINING_ALS_FACTORS", "32"),
                Map.entry("RECLOOP_TRAINING_ALS_ITERATIONS", "10"),
                Map.entry("RECLOOP_TRAINING_ALS_UNOBSERVED_WEIGHT", "0.1"),
                Map.entry("RECLOOP_TRAINING_DATASET_WEIGHT_FLOOR", "0.001"),
                // Of a hundred thousand interactions the newest tenth would be everything since the shift, and nothing
                // would be left to learn it from.
                Map.entry("RECLOOP_TRAINING_DATASET_TEST_FRACTION", "0.02"),
                Map.entry("RECLOOP_TRAINING_DATASET_PROFILE_BUCKET", "PT5S"),
                Map.entry("RECLOOP_TRAINING_LAKE_FLUSH_AGE", "PT2S"),
                Map.entry("RECLOOP_SCHEDULER_JOBS_DRIFT_DETECTION_CRON", "0/10 * * * * ?"),
                Map.entry("RECLOOP_SCHEDULER_REMEDIATION_COOL_DOWN", "PT30S"),
                Map.entry("RECLOOP_SCHEDULER_REMEDIATION_DAILY_BUDGET", "20"));
    }
}
