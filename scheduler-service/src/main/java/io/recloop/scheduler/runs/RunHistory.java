package io.recloop.scheduler.runs;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of every run. Each event leaves the same row however often and in whatever order it comes.
/// Thread-safe.
@Singleton
public final class RunHistory {
    private final RunRepository runs;
    private final Clock clock;

    RunHistory(RunRepository runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /// In the caller's transaction.
    ///
    /// @return whether the run is known to have started
    public boolean record(RunEvent event) {
        var run = runs.heard(event, clock.instant());
        switch (event) {
            case RunRequested requested -> run.requested(requested);
            case RunStarted started -> run.started(started);
            case RunProgressed progressed -> run.progressed(progressed);
            case RunFinished finished -> run.finished(finished);
            case RunCancelled cancelled -> {}
        }
        // What the database refuses is refused here, with its reason, and not at the commit.
        runs.flush();
        return run.hasStarted();
    }

    /// Notes which job a run belongs to, in the caller's transaction.
    public void belongsTo(String runId, String job) {
        runs.findByIdOptional(runId).ifPresent(run -> run.belongsTo(job));
    }

    /// Counts the run as failed until its executor says otherwise, in the caller's transaction.
    public void giveUp(String runId, String why) {
        runs.giveUp(runId, why, clock.instant());
    }

    /// A run that has not been heard of for `silence` is not waited for. In the caller's transaction.
    public Optional<String> openRun(String tenant, Pipeline pipeline, Duration silence) {
        return runs.open(tenant, pipeline.code(), clock.instant().minus(silence));
    }

    /// Newest first.
    public RunView.Page list(String tenant, @Nullable String pipeline, @Nullable String status, int limit) {
        return QuarkusTransaction.requiringNew()
                .call(() -> new RunView.Page(
                        runs.list(tenant, pipeline, status, limit).stream()
                                .map(PipelineRun::view)
                                .toList(),
                        limit));
    }

    public Optional<RunView> find(String tenant, String runId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> runs.byId(tenant, runId).map(PipelineRun::view));
    }

    public Optional<RunView> lastOf(String job) {
        return QuarkusTransaction.requiringNew().call(() -> runs.lastOf(job).map(PipelineRun::view));
    }

    /// In the caller's transaction.
    public void deleteUnheardSince(Instant time) {
        runs.delete("lastHeardAt < ?1", time);
    }
}
