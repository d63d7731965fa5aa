package io.recloop.training.runs.parameters;

import io.recloop.contracts.events.Pipeline;
import java.util.Map;

/// The pipelines that this service executes.
public final class Pipelines {
    private Pipelines() {}

    public static boolean areOurs(Pipeline pipeline) {
        return switch (pipeline) {
            case MODEL_TRAINING, DATA_REFRESH, HYPERPARAMETER_TUNING, MODEL_EVALUATION, ITEM_EMBEDDINGS -> true;
            case DRIFT_DETECTION -> false;
        };
    }

    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static void check(Pipeline pipeline, Map<String, String> parameters) {
        var unused =
                switch (pipeline) {
                    case MODEL_TRAINING -> TrainingParameters.of(parameters);
                    case DATA_REFRESH -> RefreshParameters.of(parameters);
                    case HYPERPARAMETER_TUNING -> TuningParameters.of(parameters);
                    case MODEL_EVALUATION -> EvaluationParameters.of(parameters);
                    case ITEM_EMBEDDINGS -> EmbeddingParameters.of(parameters);
                    case DRIFT_DETECTION ->
                        throw new IllegalArgumentException(
                                "%s is not executed by the training service".formatted(pipeline.code()));
                };
    }
}
