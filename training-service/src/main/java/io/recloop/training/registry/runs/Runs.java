package io.recloop.training.registry.runs;

import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The runs, in the order in which they were asked for. Thread-safe.
@Singleton
@Transactional
public class Runs {
    private final RunRepository rows;
    private final IterationRepository iterations;
    private final Clock clock;

    @Inject
    Runs(RunRepository rows, IterationRepository iterations, Clock clock) {
        this.rows = rows;
        this.iterations = iterations;
        this.clock = clock;
    }

    /// Notes a request once, however often it is delivered.
    ///
    /// @return false where the run was known already
    public boolean note(RunRequested request) {
        rows.lock();
        return rows.note(
                request,
                rows.isOvertaken(request)
                        ? new RunRepository.Refusal(
                                clock.instant(),
                                "refused: fencing token %d is lower than that of a later request: who asked had been replaced"
                                        .formatted(request.fencingToken()))
                        : null);
    }

    /// Makes the oldest waiting run a running one.
    public Optional<Run> startNext(String executor) {
        return rows.startNext(executor, clock.instant()).map(RunEntity::run);
    }

    /// Runs that nobody executes although they are marked so: to be called by who holds the executor's
    /// lease only.
    public List<Run> running() {
        return rows.running().stream().map(RunEntity::run).toList();
    }

    /// How far a run is.
    public record Progress(
            String stage, double fraction, @Nullable Double remainingSeconds, String message) {}

    public void progressed(String runId, Progress progress) {
        rows.progressed(runId, progress);
    }

    public void iterated(String runId, Run.Iteration iteration) {
        iterations.add(runId, iteration);
    }

    /// @return false where it had ended already
    public boolean finish(String runId, Run.Finish finish) {
        return rows.finish(runId, finish, clock.instant());
    }

    /// Ended, and the topic does not say so yet.
    public List<Run> untold() {
        return rows.untold().stream().map(RunEntity::run).toList();
    }

    public void told(String runId) {
        rows.told(runId);
    }

    public Optional<Run.WithIterations> find(String tenant, String runId) {
        return rows.of(tenant, runId).map(row -> new Run.WithIterations(row.run(), iterations.of(runId)));
    }

    /// Newest first.
    ///
    /// @param pipeline of which; absent: of all
    public List<Run> newest(String tenant, @Nullable Pipeline pipeline, int limit) {
        return rows.newest(tenant, pipeline, limit).stream().map(RunEntity::run).toList();
    }
}
