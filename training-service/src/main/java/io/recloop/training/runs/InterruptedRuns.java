package io.recloop.training.runs;

import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import io.recloop.training.runs.context.RunOutcome;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jboss.logging.Logger;

/// Ends what a killed or replaced instance has left. Only the holder of the executor's lease may: nobody else executes
/// then, so what is marked as running has nobody.
@Singleton
final class InterruptedRuns {
    private static final Logger LOG = Logger.getLogger(InterruptedRuns.class);
    private static final String INTERRUPTED = "interrupted: the service stopped while it ran";

    private final Runs runs;
    private final Models models;
    private final Publication publication;
    private final ExecutorIdentity identity;

    @Inject
    InterruptedRuns(Runs runs, Models models, Publication publication, ExecutorIdentity identity) {
        this.runs = runs;
        this.models = models;
        this.publication = publication;
        this.identity = identity;
    }

    void end() {
        identity.folders().clear();
        publication.heal();
        runs.running().forEach(this::end);
    }

    private void end(Run run) {
        var model = models.ofRun(run.runId()).filter(made -> made.status() == Model.Status.PUBLISHED);
        if (model.isPresent()) {
            runs.finish(
                    run.runId(),
                    new RunOutcome.Published(
                                    model.get(),
                                    models.generations(model.get().modelId()).getFirst())
                            .finish());
        } else {
            LOG.warnf("run %s was interrupted", run.runId());
            runs.finish(run.runId(), new Run.Finish(Run.Status.FAILED, INTERRUPTED, null, null, null, Map.of()));
        }
    }
}
