package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.parameters.EmbeddingParameters;
import io.recloop.training.runs.parameters.EvaluationParameters;
import io.recloop.training.runs.parameters.RefreshParameters;
import io.recloop.training.runs.parameters.TrainingParameters;
import io.recloop.training.runs.parameters.TuningParameters;
import java.io.IOException;

/// What one run does. Used once, by one thread.
public interface PipelineRun {
    RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException;

    /// @return a refusal in one sentence where the parameters, the data or the memory would not do
    static RunOutcome executed(RunContext context)
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
    private static PipelineRun of(RunContext context) {
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
