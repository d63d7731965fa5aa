package io.recloop.scheduler.slots;

import io.recloop.kit.alarms.Alarms;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.SlotRepository.Owner;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/// The one place where a run's end becomes the slot's, and an alert. In the caller's transaction, which holds the job's
/// lock.
@Singleton
final class SlotCloser {
    private static final Logger LOG = Logger.getLogger(SlotCloser.class);

    private final SlotRepository slots;
    private final RunHistory history;
    private final Jobs jobs;
    private final Alarms alarms;

    SlotCloser(SlotRepository slots, RunHistory history, Jobs jobs, Alarms alarms) {
        this.slots = slots;
        this.history = history;
        this.jobs = jobs;
        this.alarms = alarms;
    }

    void closeOverdue(JobRecord row, Job job, Instant now) {
        for (var open : slots.overdue(job.name(), now)) {
            var why = open.state() == SlotState.RUNNING
                    ? "timeout: no end heard of within %s".formatted(job.timeout())
                    : "timeout: not started within %s".formatted(job.maxWait());
            history.giveUp(open.runId(), why);
            close(row, new Owner(job.name(), open.scheduledFor()), new End(open.runId(), SlotState.FAILED, why), now);
        }
    }

    /// A run waits its turn before it runs; its time begins when it starts.
    void started(String runId, String jobName, Instant now) {
        jobs.named(jobName)
                .ifPresentOrElse(job -> slots.running(runId, now.plus(job.timeout())), () -> slots.running(runId));
    }

    /// How a run ended.
    record End(String runId, SlotState state, String reason) {}

    void close(JobRecord row, Owner owner, End end, Instant now) {
        if (!slots.end(end.runId(), end.state(), end.reason(), now)) {
            return;
        }
        LOG.infof(
                "job=%s slot=%s run=%s %s: %s",
                owner.job(), owner.scheduledFor(), end.runId(), end.state(), end.reason());
        // A job that is no longer configured has nobody who waits for it.
        jobs.named(owner.job()).ifPresent(job -> raiseOrResolve(row, job, end, now));
    }

    private void raiseOrResolve(JobRecord row, Job job, End end, Instant now) {
        if (end.state() == SlotState.FAILED) {
            alarms.raiseFor(end.runId(), JobAlarm.failed(job, end.runId(), end.reason()), now);
            row.failed(now);
        } else if (row.succeeded()) {
            alarms.resolve(JobAlarm.recovered(job), now);
        }
    }
}
