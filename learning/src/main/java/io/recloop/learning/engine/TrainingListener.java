package io.recloop.learning.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hears how training goes.
@FunctionalInterface
public interface TrainingListener {
    /// Hears nothing.
    TrainingListener SILENT = iteration -> {};

    /// @param number     1 to `of`
    /// @param of         as many as there will be at most
    /// @param loss       the regularised loss after it
    /// @param validation NDCG@10 on what was held out for it; absent where it was not measured after this one
    /// @param took       without the validation
    record Iteration(
            int number, int of, double loss, @Nullable Double validation, Duration took) {}

    void finished(Iteration iteration);
}
