package io.recloop.training.engine;

import java.time.Duration;

/// Hears how training goes.
@FunctionalInterface
public interface TrainingListener {
    /// Hears nothing.
    TrainingListener SILENT = (iteration, of, loss, took) -> {};

    /// @param iteration 1 to `of`
    /// @param loss      the regularised loss after it
    void iterationFinished(int iteration, int of, double loss, Duration took);
}
