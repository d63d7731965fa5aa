package io.recloop.training.runs;

import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunServices;
import io.recloop.training.runs.pipelines.PipelineRun;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Executes waiting runs, one at a time among all instances. It wants a thread of its own: a run takes hours of all
/// cores, and an interrupt ends it when the service stops.
@Singleton
final class RunExecutor implements Runnable {
    private static final Logger LOG = Logger.getLogger(RunExecutor.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String INTERRUPTED = "interrupted: the service stopped while it ran";

    private final RunServices services;
    private final Runs runs;
    private final RunEndRecorder recorder;
    private final RunEventPublisher publisher;
    private final ExecutorIdentity identity;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore waiting = new Semaphore(0);
    private boolean healed;

    @Inject
    RunExecutor(
            RunServices services,
            Runs runs,
            RunEndRecorder recorder,
            RunEventPublisher publisher,
            ExecutorIdentity identity) {
        this.services = services;
        this.runs = runs;
        this.recorder = recorder;
        this.publisher = publisher;
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
            } catch (RuntimeException | Error e) {
                LOG.warnf("the executor of runs begins again: %s", e.getMessage());
                if (pauseWasInterrupted()) {
                    return;
                }
            }
        }
    }

    /// Everything there is to do now.
    private void step() throws InterruptedException {
        if (!healed) {
            identity.folders().clear();
            services.publication().heal();
            runs.running().forEach(this::endInterrupted);
            healed = true;
        }
        publisher.publishEnds();
        for (var next = runs.startNext(identity.instance());
                next.isPresent();
                next = stopped.getCount() > 0 ? runs.startNext(identity.instance()) : Optional.empty()) {
            // An exception from here leaves a run that is marked as running: it is ended in the next round.
            healed = false;
            execute(next.get());
            healed = true;
            publisher.publishEnds();
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

    private void execute(Run run) throws InterruptedException {
        LOG.infof("run %s: started, asked for by %s: %s", run.runId(), run.requestedBy(), run.requestReason());
        publisher.publishStart(run, identity.instance());
        Run.Finish finish;
        Path work = null;
        try {
            work = identity.folders().open(run.runId());
            finish = PipelineRun.executed(
                            new RunContext(services, run, publisher.reporter(run), work, identity.lease()))
                    .finish();
        } catch (NotVerifiedException e) {
            finish = new Run.Finish(
                    Run.Status.FAILED,
                    "publication was not verified: " + e.getMessage(),
                    null,
                    null,
                    null,
                    Map.of(RunEventPublisher.CAUSE, RunAlerts.NOT_VERIFIED));
        } catch (InterruptedException | TrainingInterruptedException e) {
            // Cleared, so that the end can still be told.
            boolean unused = Thread.interrupted();
            finish = failed("cancelled: the service was stopped");
        } catch (Exception | Error e) {
            LOG.errorf(e, "run %s failed", run.runId());
            finish = failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } finally {
            identity.folders().close(work);
        }
        recorder.record(run.runId(), finish);
    }

    private static Run.Finish failed(String reason) {
        return new Run.Finish(Run.Status.FAILED, reason, null, null, null, Map.of());
    }

    private Models models() {
        return services.registry().models();
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
