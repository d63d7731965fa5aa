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
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Executes a run by its pipeline.
@Singleton
public final class PipelineRuns {
    private final TrainingRun training;
    private final TuningRun tuning;
    private final RefreshRun refresh;
    private final EvaluationRun evaluation;
    private final EmbeddingRun embedding;

    @Inject
    PipelineRuns(
            TrainingRun training,
            TuningRun tuning,
            RefreshRun refresh,
            EvaluationRun evaluation,
            EmbeddingRun embedding) {
        this.training = training;
        this.tuning = tuning;
        this.refresh = refresh;
        this.evaluation = evaluation;
        this.embedding = embedding;
    }

    @FunctionalInterface
    private interface Work {
        RunOutcome execute()
                throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                        TooLittleDataException, TooLittleMemoryException;
    }

    /// @return a refusal in one sentence where the parameters, the data or the memory would not do
    public RunOutcome execute(RunContext context)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException {
        Work work;
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
    private Work of(RunContext context) {
        var given = context.run().parameters();
        return switch (context.run().pipeline()) {
            case MODEL_TRAINING -> {
                var parameters = TrainingParameters.of(given);
                yield () -> training.execute(context, parameters);
            }
            case HYPERPARAMETER_TUNING -> {
                var parameters = TuningParameters.of(given);
                yield () -> tuning.execute(context, parameters);
            }
            case DATA_REFRESH -> {
                var parameters = RefreshParameters.of(given);
                yield () -> refresh.execute(context, parameters);
            }
            case MODEL_EVALUATION -> {
                var parameters = EvaluationParameters.of(given);
                yield () -> evaluation.execute(context, parameters);
            }
            case ITEM_EMBEDDINGS -> {
                var parameters = EmbeddingParameters.of(given);
                yield () -> embedding.execute(context, parameters);
            }
            case DRIFT_DETECTION ->
                throw new IllegalStateException(
                        context.run().pipeline().code() + " is not executed by the training service");
        };
    }
}
