package io.recloop.scheduler.api;

import io.recloop.scheduler.runs.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job: what is configured, when it runs next, and how its last run went.
///
/// @param nextFireTimes none while it is disabled or paused
/// @param failingSince  the first of the failures since the last success
public record JobView(
        String name,
        String pipeline,
        String cron,
        String zone,
        boolean enabled,
        boolean paused,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable Instant failingSince,
        String timeout,
        String catchUp,
        Map<String, String> parameters,
        List<Instant> nextFireTimes,
        @Nullable RunView lastRun) {

    public record Page(List<JobView> jobs) {}
}
