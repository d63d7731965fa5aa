package io.recloop.scheduler.api;

import io.recloop.kit.http.ProblemException;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.Ledger;
import io.recloop.scheduler.slots.SlotView;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Finds the jobs of a tenant and puts together what is shown of them.
@Singleton
final class JobService {
    private static final int UPCOMING = 5;

    private final Jobs jobs;
    private final Ledger ledger;
    private final RunHistory history;
    private final SchedulerConfig config;
    private final Clock clock;

    JobService(Jobs jobs, Ledger ledger, RunHistory history, SchedulerConfig config, Clock clock) {
        this.jobs = jobs;
        this.ledger = ledger;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    JobView.Page list(String tenant) {
        return new JobView.Page(jobs.all().stream()
                .filter(job -> job.tenant().equals(tenant))
                .map(this::view)
                .toList());
    }

    /// @throws ProblemException 404 when the tenant has no such job
    Job job(String tenant, String name) {
        return jobs.named(name).filter(job -> job.tenant().equals(tenant)).orElseThrow(JobProblems::unknownJob);
    }

    void resume(Job job) {
        ledger.resume(job, config.retention());
    }

    SlotView.Page slots(Job job, Instant from, Instant to, int limit) {
        return new SlotView.Page(ledger.slots(job, from, to, limit), limit);
    }

    JobView view(Job job) {
        var state = ledger.stateOf(job);
        boolean runs = job.enabled() && !state.paused();
        return JobView.of(job, state, runs ? upcoming(job) : List.of(), history.lastOf(job.name()));
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
