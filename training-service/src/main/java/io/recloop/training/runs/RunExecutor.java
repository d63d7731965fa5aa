package io.recloop.training.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Run;
import io.recloop.training.registry.Runs;
import io.recloop.training.wire.EventLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Executes waiting runs, one at a time among all instances, on a thread of its own.
final class RunExecutor implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /// Characters of one result in an event, as its schema says.
    private static final int LONGEST = 10_000;
    /// The name of the result that says what a failure was, where there is an alert of its own for it.
    private static final String CAUSE = "cause";
    private static final String INTERRUPTED = "interrupted: the service stopped while it ran";

    private final RunServices services;
    private final Runs runs;
    private final EventLog log;
    private final RunAlerts alerts;
    private final ExecutorIdentity identity;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore waiting = new Semaphore(0);
    private boolean healed;

    RunExecutor(RunServices services, Runs runs, EventLog log, RunAlerts alerts, ExecutorIdentity identity) {
        this.services = services;
        this.runs = runs;
        this.log = log;
        this.alerts = alerts;
        this.identity = identity;
    }

    /// There may be something to do.
    void wake() {
        waiting.release();
    }

    void stop() {
        stopped.countDown();
        wake();
    }

    @Override
    public void run() {
        while (stopped.getCount() > 0) {
            try {
                if (!identity.lease().held()) {
                    healed = false;
                } else {
                    step();
                }
                waiting.drainPermits();
                if (waiting.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    waiting.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the executor of runs begins again: %s", e.getMessage());
                if (pauseWasInterrupted()) {
                    return;
                }
            }
        }
    }

    /// Everything there is to do now.
    private void step() {
        if (!healed) {
            identity.folders().clear();
            services.publication().heal();
            runs.running().forEach(this::endInterrupted);
            healed = true;
        }
        tellUntold();
        for (var next = runs.startNext(identity.instance());
                next.isPresent();
                next = stopped.getCount() > 0 ? runs.startNext(identity.instance()) : Optional.empty()) {
            // An exception from here leaves a run that is marked as running: it is ended in the next round.
            healed = false;
            execute(next.get());
            healed = true;
            tellUntold();
        }
    }

    /// Only the holder of the lease executes, so what is marked as running has nobody.
    private void endInterrupted(Run run) {
        var model = models().ofRun(run.runId()).filter(made -> made.status() == Model.Status.PUBLISHED);
        if (model.isPresent()) {
            runs.finish(
                    run.runId(),
                    new RunOutcome.Published(
                                    model.get(),
                                    models().generations(model.get().modelId()).getFirst())
                            .finish());
        } else {
            LOG.warnf("run %s was interrupted", run.runId());
            runs.finish(run.runId(), failed(INTERRUPTED));
        }
    }

    private void execute(Run run) {
        LOG.infof("run %s: started, asked for by %s: %s", run.runId(), run.requestedBy(), run.requestReason());
        log.offer(
                Topic.PIPELINE_RUNS,
                new RunStarted(
                        id(run, "started"),
                        run.tenant(),
                        services.clock().instant(),
                        run.runId(),
                        run.pipeline(),
                        identity.instance()));
        Run.Finish finish;
        Path work = null;
        try {
            work = identity.folders().open(run.runId());
            var reporter = new RunReporter(run, runs, log, services.clock());
            finish = PipelineRun.executed(new PipelineRun.Context(services, run, reporter, work, identity.lease()))
                    .finish();
        } catch (NotVerifiedException e) {
            finish = new Run.Finish(
                    Run.Status.FAILED,
                    "publication was not verified: " + e.getMessage(),
                    null,
                    null,
                    null,
                    Map.of(CAUSE, RunAlerts.NOT_VERIFIED));
        } catch (InterruptedException | TrainingInterruptedException e) {
            // Cleared, so that the end can still be told.
            boolean unused = Thread.interrupted();
            finish = failed("cancelled: the service was stopped");
        } catch (Exception e) {
            LOG.errorf(e, "run %s failed", run.runId());
            finish = failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } finally {
            identity.folders().close(work);
        }
        finish(run, finish);
    }

    /// Until the registry has it, whatever happens to the database meanwhile; a service that is stopped leaves it to
    /// the next start.
    private void finish(Run run, Run.Finish finish) {
        while (true) {
            try {
                runs.finish(run.runId(), finish);
                return;
            } catch (RuntimeException e) {
                LOG.warnf("run %s: its end could not be noted: %s", run.runId(), e.getMessage());
                if (pauseWasInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private static Run.Finish failed(String reason) {
        return new Run.Finish(Run.Status.FAILED, reason, null, null, null, Map.of());
    }

    /// What ended and was not told, whoever ended it. The event ids follow from the run: telling twice is
    /// telling once.
    private void tellUntold() {
        for (var run : runs.untold()) {
            var reason = run.reason() == null ? "" : run.reason();
            log.append(
                    Topic.PIPELINE_RUNS,
                    new RunFinished(
                            id(run, "finished"),
                            run.tenant(),
                            services.clock().instant(),
                            run.runId(),
                            run.pipeline(),
                            status(run),
                            shortened(reason),
                            told(run.result())));
            switch (run.status()) {
                case FAILED -> {
                    if (RunAlerts.NOT_VERIFIED.equals(run.result().get(CAUSE))) {
                        raise(run, RunAlerts.NOT_VERIFIED, reason);
                    }
                    // Of a run that a schedule asked for, who keeps the schedule raises the alert.
                    if (!run.scheduled()) {
                        raise(run, RunAlerts.RUN_FAILED, reason);
                    }
                }
                case SUCCEEDED -> alerts.resolve(run, true);
                case REFUSED -> alerts.resolve(run, false);
                case REQUESTED, RUNNING -> throw new IllegalStateException(run.runId() + " has not ended");
            }
            runs.told(run.runId());
            LOG.infof("run %s: %s: %s", run.runId(), run.status(), reason);
        }
    }

    /// As much as an event may hold: an end that cannot be told would be tried for ever. The registry has it all.
    private static Map<String, String> told(Map<String, String> result) {
        var told = new TreeMap<>(result);
        told.replaceAll((name, text) -> text.length() <= LONGEST ? text : text.substring(0, LONGEST));
        return told;
    }

    private void raise(Run run, String rule, @Nullable String why) {
        alerts.raise(run, rule, shortened(why == null ? "" : why));
    }

    private static RunStatus status(Run run) {
        return switch (run.status()) {
            case SUCCEEDED -> RunStatus.SUCCEEDED;
            case REFUSED -> RunStatus.REFUSED;
            case FAILED -> RunStatus.FAILED;
            case REQUESTED, RUNNING -> throw new IllegalStateException(run.runId() + " has not ended");
        };
    }

    private Models models() {
        return services.registry().models();
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000);
    }

    private static String id(Run run, String what) {
        return UUID.nameUUIDFromBytes((run.runId() + "/" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private boolean pauseWasInterrupted() {
        try {
            return stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
