package io.recloop.training.runs.parameters;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What one run of `model-evaluation` was asked to do.
///
/// @param modelId absent: the model that serves
public record EvaluationParameters(Optional<String> modelId) {
    /// @throws IllegalArgumentException naming the parameter and what is wrong with it
    public static EvaluationParameters of(Map<String, String> parameters) {
        var given = new RunParameters(parameters);
        given.requireOnly(Set.of("modelId", "reason"));
        return new EvaluationParameters(given.text("modelId"));
    }
}
