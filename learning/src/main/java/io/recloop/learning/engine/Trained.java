package io.recloop.learning.engine;

import org.jspecify.annotations.Nullable;

/// The result of one training.
///
/// @param iterations     that the model has behind it: of the best one where training stopped early. Training again
///     with so many, without validation, is what a refit does
/// @param validationNdcg of that model; absent where there was no validation
/// @param contentMap     from embeddings to item factors, where content was given and the algorithm uses it
public record Trained(
        TrainedModel model,
        int iterations,
        @Nullable Double validationNdcg,
        @Nullable ContentMap contentMap) {}
