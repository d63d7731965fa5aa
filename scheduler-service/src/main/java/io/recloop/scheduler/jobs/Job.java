package io.recloop.scheduler.jobs;

import io.recloop.contracts.events.Pipeline;
import java.time.Duration;
import java.util.Map;

/// A job as configured.
///
/// @param maxWait from the request of a run to its start
/// @param timeout from its start to its end
/// @param catchUp how late a slot may still run
public record Job(
        String name,
        Pipeline pipeline,
        CronSchedule schedule,
        boolean enabled,
        Duration maxWait,
        Duration timeout,
        Duration catchUp,
        Map<String, String> parameters,
        String tenant) {
    private static final Duration LEAST_CATCH_UP = Duration.ofSeconds(10);

    /// A slot is always seen a little late; so late is on time.
    public Duration tolerance() {
        return catchUp.compareTo(LEAST_CATCH_UP) > 0 ? catchUp : LEAST_CATCH_UP;
    }
}
