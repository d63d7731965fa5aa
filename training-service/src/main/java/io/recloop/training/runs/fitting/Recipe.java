package io.recloop.training.runs.fitting;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import org.jspecify.annotations.Nullable;

/// One algorithm with all its settings.
///
/// @param origin      one sentence: where the settings come from
/// @param tuningTrial `run/trial` where a tuning gave them
public record Recipe(
        Settings settings, String origin, @Nullable String tuningTrial) {
    private static final String ITERATIONS = "iterations";

    public Algorithm algorithm() {
        return settings.algorithm();
    }

    /// The same, to be trained for so long without looking at anything held out.
    Recipe withIterations(int iterations) {
        return settings.toMap().containsKey(ITERATIONS)
                ? new Recipe(settings.with(ITERATIONS, iterations), origin, tuningTrial)
                : this;
    }

    /// Whether something has to say when to stop.
    boolean wantsValidation() {
        return settings.toMap().getOrDefault("patience", 0.0) > 0;
    }
}
