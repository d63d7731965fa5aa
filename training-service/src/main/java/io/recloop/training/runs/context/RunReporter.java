package io.recloop.training.runs.context;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.learning.engine.TrainingListener;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.wire.EventLog;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Tells how far one run is: in the registry, on `pipeline-runs` and in the log. Used by the run's thread.
public final class RunReporter {
    private static final Logger LOG = Logger.getLogger(RunReporter.class);

    private final Run run;
    private final Runs runs;
    private final EventLog log;
    private final Clock clock;
    private String timed = "";
    private double secondsOfIterations;
    private int iterationsTimed;

    public RunReporter(Run run, Runs runs, EventLog log, Clock clock) {
        this.run = run;
        this.runs = runs;
        this.log = log;
        this.clock = clock;
    }

    public void stage(String stage, String message) {
        timed = "";
        LOG.infof("run %s: %s: %s", run.runId(), stage, message);
        tell(stage, 0, null, message, Map.of());
    }

    /// Within a stage: work that is no training.
    ///
    /// @param remaining seconds; absent where unknown
    public void progress(String stage, double fraction, @Nullable Double remaining, String message) {
        tell(stage, Math.clamp(fraction, 0, 1), remaining, message, Map.of());
    }

    /// @param phase `select`, `train`, `incumbent` or `refit`
    public void iteration(String phase, String algorithm, TrainingListener.Iteration iteration) {
        double seconds = iteration.took().toNanos() / 1e9;
        if (iteration.number() == 1 || !algorithm.equals(timed)) {
            timed = algorithm;
            secondsOfIterations = 0;
            iterationsTimed = 0;
        }
        secondsOfIterations += seconds;
        iterationsTimed++;
        // Of what is sent and kept, a loss that is not finite would be no number of JSON.
        double loss = finite(iteration.loss());
        note(() -> runs.iterated(
                run.runId(),
                new Run.Iteration(phase, algorithm, iteration.number(), loss, iteration.validation(), seconds)));
        var metrics = new TreeMap<>(Map.of("loss", loss, "seconds", seconds, "iteration", (double) iteration.number()));
        var validation = iteration.validation();
        if (validation != null) {
            metrics.put("validation", validation);
        }
        tell(
                phase,
                (double) iteration.number() / iteration.of(),
                secondsOfIterations / iterationsTimed * (iteration.of() - iteration.number()),
                "%s: iteration %d of %d, loss %.6g%s"
                        .formatted(
                                algorithm,
                                iteration.number(),
                                iteration.of(),
                                loss,
                                validation == null ? "" : ", validation NDCG@10 %.4f".formatted(validation)),
                metrics);
    }

    /// A line about a run's progress is not worth the run: a database that is away costs the line alone.
    private void note(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException e) {
            LOG.warnf("run %s: its progress was not noted: %s", run.runId(), e.getMessage());
        }
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.MAX_VALUE;
    }

    private void tell(
            String stage, double fraction, @Nullable Double remaining, String message, Map<String, Double> metrics) {
        note(() -> runs.progressed(run.runId(), new Runs.Progress(stage, fraction, remaining, message)));
        log.offer(
                Topic.PIPELINE_RUNS,
                new RunProgressed(
                        UUID.randomUUID().toString(),
                        run.tenant(),
                        clock.instant(),
                        run.runId(),
                        run.pipeline(),
                        stage,
                        fraction,
                        remaining,
                        message,
                        metrics));
    }
}
