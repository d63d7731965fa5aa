package io.recloop.scheduler.jobs;

import io.recloop.contracts.events.Pipeline;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What shall run and when.
@ConfigMapping(prefix = "recloop.scheduler")
public interface SchedulerConfig {
    /// Jobs by name: lower-case letters, digits and hyphens.
    Map<String, JobConfig> jobs();

    /// The time zone of the jobs that name none.
    @WithDefault("UTC")
    ZoneId zone();

    /// The time between two ticks that move the jobs on; at least a second.
    @WithDefault("1s")
    Duration poll();

    /// How long slots, runs and what was sent are kept.
    @WithDefault("P90D")
    Duration retention();

    Remediation remediation();

    interface JobConfig {
        Pipeline pipeline();

        /// Seconds, minutes, hours, day of month, month, day of week and perhaps year, as Quartz has them.
        String cron();

        /// Instead of the one for all, such as `Asia/Ho_Chi_Minh`.
        Optional<String> zone();

        @WithDefault("true")
        boolean enabled();

        /// A run that has not started this long after it was asked for counts as failed. Executors run one at a time.
        @WithDefault("PT6H")
        Duration maxWait();

        /// A run that has not ended this long after it started counts as failed.
        @WithDefault("PT2H")
        Duration timeout();

        /// What happens to a slot while the run before is still open.
        @WithDefault("skip")
        Overlap overlap();

        /// After a downtime the newest slot still runs when it is not older than this; older ones are missed.
        @WithDefault("PT1H")
        Duration catchUp();

        /// Handed to the executor.
        Map<String, String> parameters();

        @WithDefault("default")
        String tenant();
    }

    enum Overlap {
        /// The slot is skipped, with the reason.
        SKIP
    }

    interface Remediation {
        @WithDefault("true")
        boolean enabled();

        /// The job that is run.
        @WithDefault("model-training")
        String job();

        /// No request follows another one of the same tenant sooner.
        @WithDefault("PT6H")
        Duration coolDown();

        /// Requests of a tenant within 24 hours.
        @WithDefault("3")
        int dailyBudget();

        /// A drift that was found longer ago is not acted upon.
        @WithDefault("PT6H")
        Duration maxAge();
    }
}
