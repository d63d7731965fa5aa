package io.recloop.scheduler.api;

import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.Ledger;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Puts together what is shown of a job.
@Singleton
final class JobDesk {
    private static final int UPCOMING = 5;

    private final Jobs jobs;
    private final Ledger ledger;
    private final RunHistory history;
    private final SchedulerConfig config;
    private final Clock clock;

    JobDesk(Jobs jobs, Ledger ledger, RunHistory history, SchedulerConfig config, Clock clock) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    Ledger ledger() {
        return ledger;
    }

    JobView.Page list(String tenant) {
        return new JobView.Page(jobs.all().stream()
                .filter(job -> job.tenant().equals(tenant))
                .map(this::view)
                .toList());
    }

    /// @throws ProblemException when the tenant has no such job
    Job job(String tenant, String name) {
        return jobs.named(name).filter(job -> job.tenant().equals(tenant)).orElseThrow(ProblemException::unknownJob);
    }

    void resume(Job job) {
        ledger.resume(job, config.retention());
    }

    JobView view(Job job) {
        var state = ledger.stateOf(job);
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
                job.enabled() && !state.paused() ? upcoming(job) : List.of(),
                history.lastOf(job.name()).orElse(null));
    }

    private List<Instant> upcoming(Job job) {
        var times = new ArrayList<Instant>();
        var next = job.schedule().next(clock.instant());
        while (next.isPresent() && times.size() < UPCOMING) {
            times.add(next.get());
            next = job.schedule().next(next.get());
        }
        return times;
    }
}
