package io.recloop.scheduler.slots;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.slots.SlotPlan.Planned;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Moves jobs on. Every change of a job, its slots and what is to be sent about them is one transaction that
/// begins by locking the job's row: replicas take turns, and a kill leaves either all of it or nothing.
/// Thread-safe.
@Singleton
public final class Ledger {
    private static final Logger LOG = Logger.getLogger(Ledger.class);
    /// The number of slots that one transaction decides on; a year of downtime takes several.
    private static final int BATCH = 2_000;

    private final JobRepository jobs;
    private final SlotRepository slots;
    private final RunDispatcher dispatcher;
    private final SlotCloser closer;
    private final Clock clock;

    Ledger(JobRepository jobs, SlotRepository slots, RunDispatcher dispatcher, SlotCloser closer, Clock clock) {
        this.jobs = jobs;
        this.slots = slots;
        this.dispatcher = dispatcher;
        this.closer = closer;
        this.clock = clock;
    }

    /// Ends what is overdue, decides on what fell due, and asks for the run that is due.
    ///
    /// @param retention slots older than this are not written down: they would be forgotten at once
    /// @return whether there is more to decide on
    public boolean advance(Job job, Duration retention) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var now = now();
            var row = jobs.lock(job.name(), now);
            closer.closeOverdue(row, job, now);
            boolean more = materialise(job, row, later(row.materialisedUntil(), now.minus(retention)), now);
            for (var slot : slots.pending(job.name())) {
                var open = slots.open(job.name());
                if (open.isPresent()) {
                    slots.skip(
                            job.name(),
                            slot,
                            "previous run still running: " + open.get().runId(),
                            now);
                    LOG.infof("job=%s slot=%s skipped: previous run still running", job.name(), slot);
                } else {
                    dispatcher.dispatch(job, slot, RunTrigger.SCHEDULE, now);
                }
            }
            return more;
        });
    }

    /// Runs a job now, in the caller's transaction where there is one.
    public TriggerResult request(Job job, RunTrigger trigger) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            var now = now();
            var row = jobs.lock(job.name(), now);
            closer.closeOverdue(row, job, now);
            var open = slots.open(job.name());
            if (open.isPresent()) {
                return new TriggerResult.Busy(open.get().runId());
            }
            var slot = now;
            while (!slots.insert(job.name(), trigger.origin(), new Planned(slot, SlotState.PENDING, ""), now)) {
                slot = slot.plus(1, ChronoUnit.MICROS);
            }
            return dispatcher.dispatch(job, slot, trigger, now);
        });
    }

    /// Slots that fall due from now on are skipped, with the name of who paused. A run that is open goes on.
    public void pause(Job job, String by) {
        QuarkusTransaction.requiringNew().run(() -> {
            var now = now();
            var row = jobs.lock(job.name(), now);
            if (!row.state().paused()) {
                row.pause(now, by);
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
        QuarkusTransaction.requiringNew().run(() -> {
            jobs.lock(job.name(), now()).resume();
            LOG.infof("job=%s resumed", job.name());
        });
    }

    /// In the caller's transaction where there is one.
    public JobState stateOf(Job job) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> jobs.findByIdOptional(job.name()).map(JobRecord::state))
                .orElse(JobState.NEW);
    }

    /// Newest first.
    public List<SlotView> slots(Job job, Instant from, Instant to, int limit) {
        return QuarkusTransaction.requiringNew().call(() -> slots.list(job.name(), from, to, limit));
    }

    /// Locks a job for a decision about it, to the end of the caller's transaction.
    public void lock(Job job) {
        jobs.lock(job.name(), now());
    }

    private boolean materialise(Job job, JobRecord row, Instant from, Instant now) {
        if (!job.enabled()) {
            row.owesNothingUntil(now);
            return false;
        }
        var state = row.state();
        var pause = Optional.ofNullable(state.pausedAt())
                .map(since -> new SlotPlan.Pause(since, state.pausedBy() == null ? "somebody" : state.pausedBy()));
        var plan = SlotPlan.of(from, now, job.schedule()::next, new SlotPlan.Rules(job.tolerance(), pause, BATCH));
        for (var slot : plan.slots()) {
            if (slots.insert(job.name(), Origin.SCHEDULE, slot, now) && slot.state() != SlotState.PENDING) {
                LOG.infof("job=%s slot=%s %s: %s", job.name(), slot.at(), slot.state(), slot.reason());
            }
        }
        row.materialised(plan.until());
        return plan.more();
    }

    /// As precise as the database, so that what is read back equals what was written.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
