package io.recloop.scheduler.api;

import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.runs.RunView;
import io.recloop.scheduler.slots.JobState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    static JobView of(Job job, JobState state, List<Instant> nextFireTimes, Optional<RunView> lastRun) {
        return new JobView(
                job.name(),
                job.pipeline().code(),
                job.schedule().expression(),
                job.schedule().zone().getId(),
                job.enabled(),
                state.paused(),
                state.pausedAt(),
                state.pausedBy(),
                state.failingSince(),
                job.timeout().toString(),
                job.catchUp().toString(),
                job.parameters(),
                nextFireTimes,
                lastRun.orElse(null));
    }

    public record Page(List<JobView> jobs) {}
}
