package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.training.registry.Run;
import io.recloop.training.registry.Runs;
import io.recloop.training.wire.EventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells how far one run is: in the registry, on `pipeline-runs` and in the log. Used by the run's thread.
final class RunReporter {
    private static final Logger LOG = Logger.getLogger(RunReporter.class);

    private final Run run;
    private final Runs runs;
    private final EventLog log;
    private final Clock clock;
    private double secondsOfIterations;

    RunReporter(Run run, Runs runs, EventLog log, Clock clock) {
        this.run = run;
        this.runs = runs;
        this.log = log;
        this.clock = clock;
    }

    void stage(String stage, String message) {
        secondsOfIterations = 0;
        LOG.infof("run %s: %s: %s", run.runId(), stage, message);
        tell(stage, 0, null, message, Map.of());
    }

    /// @param phase `train` or `refit`
    void iteration(String phase, int iteration, int of, double loss, Duration took) {
        double seconds = took.toNanos() / 1e9;
        secondsOfIterations += seconds;
        runs.iterated(run.runId(), new Run.Iteration(phase, iteration, loss, seconds));
        tell(
                phase,
                (double) iteration / of,
                secondsOfIterations / iteration * (of - iteration),
                "iteration %d of %d, loss %.6g".formatted(iteration, of, loss),
                Map.of("loss", loss, "seconds", seconds, "iteration", (double) iteration));
    }

    private void tell(
            String stage, double fraction, @Nullable Double remaining, String message, Map<String, Double> metrics) {
        runs.progressed(run.runId(), new Runs.Progress(stage, fraction, remaining, message));
        log.offer(
                Topic.PIPELINE_RUNS,
                new RunProgressed(
                        UUID.randomUUID().toString(),
                        run.tenant(),
                        clock.instant(),
                        run.runId(),
                        Pipeline.MODEL_TRAINING,
                        stage,
                        fraction,
                        remaining,
                        message,
                        metrics));
    }
}
