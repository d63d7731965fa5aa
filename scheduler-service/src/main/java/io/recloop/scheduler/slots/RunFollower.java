package io.recloop.scheduler.slots;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunRequested;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.SlotRepository.Owner;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/// Lets an event of `pipeline-runs` take effect on the history, and on the slot when the run is one of ours.
/// Thread-safe.
@Singleton
public final class RunFollower {
    private static final Logger LOG = Logger.getLogger(RunFollower.class);

    private final JobRepository jobs;
    private final SlotRepository slots;
    private final RunHistory history;
    private final SlotCloser closer;
    private final Clock clock;

    RunFollower(JobRepository jobs, SlotRepository slots, RunHistory history, SlotCloser closer, Clock clock) {
        this.jobs = jobs;
        this.slots = slots;
        this.history = history;
        this.closer = closer;
        this.clock = clock;
    }

    public void follow(RunEvent event) {
        if (event instanceof RunCancelled cancelled) {
            // A request and no sign of life: it neither opens a run nor keeps one open. Only the executor ends a run.
            LOG.infof("run=%s cancelled by %s: ignored", cancelled.runId(), cancelled.cancelledBy());
            return;
        }
        QuarkusTransaction.requiringNew().run(() -> {
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var owner = slots.ownerOf(event.runId());
            if (owner.isPresent()) {
                var row = jobs.lock(owner.get().job(), now);
                boolean started = history.record(event);
                follow(row, owner.get(), event, started, now);
            } else {
                history.record(event);
            }
        });
    }

    private void follow(JobRecord row, Owner owner, RunEvent event, boolean started, Instant now) {
        switch (event) {
            case RunRequested requested -> {
                // Ours, come back from the broker.
            }
            case RunFinished finished -> closer.close(row, owner, end(finished, started), now);
            default -> closer.started(event.runId(), owner.job(), now);
        }
    }

    /// A run that judged and said no did its work. One that the executor refused before it started did none: its job
    /// has not run.
    private static SlotCloser.End end(RunFinished finished, boolean started) {
        return switch (finished.status()) {
            case SUCCEEDED -> new SlotCloser.End(finished.runId(), SlotState.SUCCEEDED, finished.reason());
            case FAILED -> new SlotCloser.End(finished.runId(), SlotState.FAILED, finished.reason());
            case REFUSED ->
                started
                        ? new SlotCloser.End(finished.runId(), SlotState.SUCCEEDED, "refused: " + finished.reason())
                        : new SlotCloser.End(
                                finished.runId(), SlotState.FAILED, "refused before it started: " + finished.reason());
        };
    }
}
