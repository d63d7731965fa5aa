package io.recloop.training.runs;

import io.recloop.training.registry.runs.Run;
import io.recloop.training.registry.runs.Runs;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;

/// Records how runs ended.
@Singleton
class RunEndRecorder {
    private static final Logger LOG = Logger.getLogger(RunEndRecorder.class);

    private final Runs runs;

    @Inject
    RunEndRecorder(Runs runs) {
        this.runs = runs;
    }

    /// Returns when the registry has it, whatever happens to the database meanwhile.
    ///
    /// @throws InterruptedException where the service stops, which leaves the end to the next start
    @Retry(maxRetries = -1, maxDuration = 0)
    @ExponentialBackoff
    void record(String runId, Run.Finish finish) throws InterruptedException {
        try {
            runs.finish(runId, finish);
        } catch (RuntimeException e) {
            LOG.warnf("run %s: its end could not be noted: %s", runId, e.getMessage());
            throw e;
        }
    }
}
