package io.recloop.training.runs;

import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.pipelines.PipelineRuns;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Map;
import org.jboss.logging.Logger;

/// One run from its start to the note of its end, whatever happens in between. Used by the executor's thread.
@Singleton
final class RunExecution {
    private static final Logger LOG = Logger.getLogger(RunExecution.class);

    private final PipelineRuns pipelines;
    private final RunEndRecorder recorder;
    private final RunEventPublisher publisher;
    private final ExecutorIdentity identity;

    @Inject
    RunExecution(
            PipelineRuns pipelines, RunEndRecorder recorder, RunEventPublisher publisher, ExecutorIdentity identity) {
        this.pipelines = pipelines;
        this.recorder = recorder;
        this.publisher = publisher;
        this.identity = identity;
    }

    void execute(Run run) throws InterruptedException {
        LOG.infof("run %s: started, asked for by %s: %s", run.runId(), run.requestedBy(), run.requestReason());
        publisher.publishStart(run, identity.instance());
        Run.Finish finish;
        Path work = null;
        try {
            work = identity.folders().open(run.runId());
            finish = pipelines
                    .execute(new RunContext(run, publisher.reporter(run), work, identity.lease()))
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
            // Cleared, so that the end can still be sent.
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
}
