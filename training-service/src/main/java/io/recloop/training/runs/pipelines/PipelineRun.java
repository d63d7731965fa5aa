package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.runs.Run;
import io.recloop.training.runs.parameters.EmbeddingParameters;
import io.recloop.training.runs.parameters.EvaluationParameters;
import io.recloop.training.runs.parameters.RefreshParameters;
import io.recloop.training.runs.parameters.TrainingParameters;
import io.recloop.training.runs.parameters.TuningParameters;
import io.recloop.training.wire.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What one run does. Used once, by one thread.
public interface PipelineRun {
    RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException;

    /// One run and what it works with.
    ///
    /// @param folder an empty folder of this run
    /// @param lease  to execute at all
    record Context(RunServices services, Run run, RunReporter reporter, Path folder, Lease lease) {
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

    /// @return a refusal in one sentence where the parameters, the data or the memory would not do
    static RunOutcome executed(Context context)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException {
        PipelineRun work;
        try {
            work = of(context);
        } catch (IllegalArgumentException e) {
            return RunOutcome.Refused.because("the parameters are not usable: " + e.getMessage());
        }
        try {
            return work.execute();
        } catch (TooLittleDataException e) {
            return RunOutcome.Refused.because("too little data: " + e.getMessage());
        } catch (TooLittleMemoryException e) {
            return RunOutcome.Refused.because("too little memory: " + e.getMessage());
        }
    }

    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    private static PipelineRun of(Context context) {
        var parameters = context.run().parameters();
        return switch (context.run().pipeline()) {
            case MODEL_TRAINING -> new TrainingRun(context, TrainingParameters.of(parameters));
            case HYPERPARAMETER_TUNING -> new TuningRun(context, TuningParameters.of(parameters));
            case DATA_REFRESH -> new RefreshRun(context, RefreshParameters.of(parameters));
            case MODEL_EVALUATION -> new EvaluationRun(context, EvaluationParameters.of(parameters));
            case ITEM_EMBEDDINGS -> new EmbeddingRun(context, EmbeddingParameters.of(parameters));
            case DRIFT_DETECTION ->
                throw new IllegalStateException(
                        context.run().pipeline().code() + " is not executed by the training service");
        };
    }
}
