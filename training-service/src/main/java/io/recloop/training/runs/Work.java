package io.recloop.training.runs;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Run;
import io.recloop.training.wire.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What one run does. Used once, by one thread.
interface Work {
    Outcome execute() throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException;

    /// One run and what it works with.
    ///
    /// @param folder an empty folder of this run
    /// @param lease  to execute at all
    record Context(Tools tools, Run run, RunReporter reporter, Path folder, Lease lease) {
        /// A new, empty folder in the run's own.
        Path subfolder(String name) throws IOException {
            return Files.createDirectories(folder.resolve(name));
        }

        /// To be asked before what others see: who lost the lease has been replaced, and its run closed as
        /// interrupted.
        void requireLease() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped before the announcement");
            }
            if (!lease.held()) {
                throw new IllegalStateException(
                        "the right to execute runs was lost while this one ran: nothing was announced by it");
            }
        }
    }

    static Work of(Context context) {
        return switch (context.run().pipeline()) {
            case MODEL_TRAINING -> new TrainingRun(context);
            case HYPERPARAMETER_TUNING -> new TuningRun(context);
            case DATA_REFRESH -> new RefreshRun(context);
            case MODEL_EVALUATION -> new EvaluationRun(context);
            case ITEM_EMBEDDINGS -> new EmbeddingRun(context);
            case DRIFT_DETECTION ->
                throw new IllegalStateException(
                        context.run().pipeline().code() + " is not executed by the training service");
        };
    }
}
