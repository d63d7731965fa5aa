package io.recloop.scheduler.slots;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStatus;
import io.recloop.scheduler.dispatch.Outbox;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.SlotPlan.Planned;
import io.recloop.scheduler.slots.SlotRows.Owner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Moves jobs on. Every change of a job, its slots and what is to be sent about them is one transaction that
/// begins by locking the job's row: replicas take turns, and a kill leaves either all of it or nothing.
/// Thread-safe.
@Singleton
public final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    /// At most so many slots are decided on in one transaction; a year of downtime takes several.
    private static final int BATCH = 2_000;

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final RunHistory history;
    private final Outbox outbox;
    private final Clock clock;

    public Ledger(Jdbi jdbi, Jobs jobs, RunHistory history, Outbox outbox, Clock clock) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.history = history;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Ends what is overdue, decides on what fell due, and asks for the run that is due.
    ///
    /// @param retention slots older than this are not written down: they would be forgotten at once
    /// @return whether there is more to decide on
    public boolean advance(Job job, Duration retention) {
        return jdbi.inTransaction(handle -> {
            var now = now();
            var row = JobRows.lock(handle, job.name(), now);
            endOverdue(handle, job, now);
            boolean more = materialise(handle, job, row, later(row.materialisedUntil(), now.minus(retention)), now);
            for (var slot : SlotRows.pending(handle, job.name())) {
                var open = SlotRows.open(handle, job.name());
                if (open.isPresent()) {
                    SlotRows.skip(
                            handle,
                            job.name(),
                            slot,
                            "previous run still running: " + open.get().runId(),
                            now);
                    LOG.infof("job=%s slot=%s skipped: previous run still running", job.name(), slot);
                } else {
                    dispatch(handle, job, slot, Wish.SCHEDULE, now);
                }
            }
            return more;
        });
    }

    /// Runs a job now, in the caller's transaction.
    public Answer request(Handle handle, Job job, Wish wish) {
        var now = now();
        JobRows.lock(handle, job.name(), now);
        endOverdue(handle, job, now);
        var open = SlotRows.open(handle, job.name());
        if (open.isPresent()) {
            return new Answer.Busy(open.get().runId());
        }
        var slot = now;
        while (!SlotRows.insert(handle, job.name(), wish.origin(), new Planned(slot, SlotState.PENDING, ""), now)) {
            slot = slot.plus(1, ChronoUnit.MICROS);
        }
        return dispatch(handle, job, slot, wish, now);
    }

    public Answer request(Job job, Wish wish) {
        return jdbi.inTransaction(handle -> request(handle, job, wish));
    }

    /// Lets an event take effect on the history, and on the slot when it is one of ours.
    public void follow(RunEvent event) {
        jdbi.useTransaction(handle -> {
            var owner = SlotRows.ownerOf(handle, event.runId());
            if (owner.isPresent()) {
                JobRows.lock(handle, owner.get().job(), now());
            }
            history.record(handle, event);
            if (owner.isPresent()) {
                follow(handle, owner.get(), event);
            }
        });
    }

    private void follow(Handle handle, Owner owner, RunEvent event) {
        switch (event) {
            case RunRequested requested -> {
                // Ours, come back from the broker.
            }
            case RunFinished finished -> {
                boolean failed = finished.status() == RunStatus.FAILED;
                var reason =
                        finished.status() == RunStatus.REFUSED ? "refused: " + finished.reason() : finished.reason();
                end(handle, owner, finished.runId(), failed ? SlotState.FAILED : SlotState.SUCCEEDED, reason);
            }
            default -> SlotRows.running(handle, event.runId());
        }
    }

    /// Slots that fall due from now on are skipped, with the name of who paused. A run that is open goes on.
    public void pause(Job job, String by) {
        jdbi.useTransaction(handle -> {
            if (!JobRows.lock(handle, job.name(), now()).state().paused()) {
                JobRows.pause(handle, job.name(), now(), by);
                LOG.infof("job=%s paused by %s", job.name(), by);
            }
        });
    }

    /// What fell due during the pause is decided on first, so that it is skipped and not made up for.
    public void resume(Job job, Duration retention) {
        var more = true;
        while (more) {
            more = advance(job, retention);
        }
        jdbi.useTransaction(handle -> {
            JobRows.lock(handle, job.name(), now());
            JobRows.pause(handle, job.name(), null, null);
            LOG.infof("job=%s resumed", job.name());
        });
    }

    public JobState stateOf(Job job) {
        return jdbi.withHandle(handle -> stateOf(handle, job));
    }

    public JobState stateOf(Handle handle, Job job) {
        return JobRows.read(handle, job.name()).map(JobRows.Row::state).orElse(JobState.NEW);
    }

    public List<SlotView> slots(Job job, Instant from, Instant to, int limit) {
        return jdbi.withHandle(handle -> SlotRows.list(handle, job.name(), from, to, limit));
    }

    /// Locks a job for a decision about it.
    public void lock(Handle handle, Job job) {
        JobRows.lock(handle, job.name(), now());
    }

    public void forget(Duration retention) {
        jdbi.useTransaction(handle -> {
            var before = now().minus(retention);
            SlotRows.forgetBefore(handle, before);
            history.forgetBefore(handle, before);
        });
    }

    private boolean materialise(Handle handle, Job job, JobRows.Row row, Instant from, Instant now) {
        if (!job.enabled()) {
            JobRows.materialised(handle, job.name(), now);
            return false;
        }
        var state = row.state();
        var pause = Optional.ofNullable(state.pausedAt())
                .map(since -> new SlotPlan.Pause(since, state.pausedBy() == null ? "somebody" : state.pausedBy()));
        var plan = SlotPlan.of(from, now, job.schedule()::next, new SlotPlan.Rules(job.tolerance(), pause, BATCH));
        for (var slot : plan.slots()) {
            if (SlotRows.insert(handle, job.name(), Origin.SCHEDULE, slot, now) && slot.state() != SlotState.PENDING) {
                LOG.infof("job=%s slot=%s %s: %s", job.name(), slot.at(), slot.state(), slot.reason());
            }
        }
        // Never backwards, when a clock is set back: a slot that is decided on stays so.
        if (plan.until().isAfter(row.materialisedUntil())) {
            JobRows.materialised(handle, job.name(), plan.until());
        }
        return plan.more();
    }

    private Answer.Dispatched dispatch(Handle handle, Job job, Instant slot, Wish wish, Instant now) {
        var runId = Outbox.idOf("run", job.name() + "/" + slot);
        long token = JobRows.nextToken(handle, job.name());
        var owner = new Owner(job.name(), slot);
        if (!SlotRows.dispatch(handle, owner, runId, token, now, now.plus(job.timeout()))) {
            throw new IllegalStateException("slot %s of %s is not pending".formatted(slot, job.name()));
        }
        var parameters = new LinkedHashMap<>(job.parameters());
        parameters.putAll(wish.parameters());
        var requested = new RunRequested(
                Outbox.idOf("run-requested", runId),
                job.tenant(),
                now,
                runId,
                job.pipeline(),
                wish.requestedBy(),
                wish.reason(),
                wish.origin() == Origin.SCHEDULE ? slot : null,
                token,
                parameters);
        history.record(handle, requested);
        history.belongsTo(handle, runId, job.name());
        outbox.append(handle, Topic.PIPELINE_RUNS, requested);
        LOG.infof("job=%s slot=%s run=%s token=%d requested: %s", job.name(), slot, runId, token, wish.reason());
        return new Answer.Dispatched(runId, slot);
    }

    private void endOverdue(Handle handle, Job job, Instant now) {
        for (var open : SlotRows.overdue(handle, job.name(), now)) {
            var why = "timeout: no end heard of within %s".formatted(job.timeout());
            history.giveUp(handle, open.runId(), why);
            end(handle, new Owner(job.name(), open.scheduledFor()), open.runId(), SlotState.FAILED, why);
        }
    }

    /// The one place where a run's end becomes the slot's, and an alert.
    private void end(Handle handle, Owner owner, String runId, SlotState state, String reason) {
        var now = now();
        if (!SlotRows.end(handle, runId, state, reason, now)) {
            return;
        }
        LOG.infof("job=%s slot=%s run=%s %s: %s", owner.job(), owner.scheduledFor(), runId, state, reason);
        // A job that is no longer configured has nobody who waits for it.
        jobs.named(owner.job()).ifPresent(job -> tell(handle, job, runId, state, reason));
    }

    private void tell(Handle handle, Job job, String runId, SlotState state, String reason) {
        var now = now();
        var alerts = new JobAlerts(outbox);
        var failingSince = stateOf(handle, job).failingSince();
        if (state == SlotState.FAILED) {
            alerts.failed(handle, job, runId, reason, now);
            JobRows.failing(handle, job.name(), failingSince == null ? now : failingSince);
        } else if (failingSince != null) {
            alerts.recovered(handle, job, runId, now);
            JobRows.failing(handle, job.name(), null);
        }
    }

    /// As precise as the database, so that what is read back equals what was written.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
