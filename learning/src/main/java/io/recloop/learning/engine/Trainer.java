package io.recloop.learning.engine;

/// An algorithm with its settings. Stateless between calls.
public sealed interface Trainer permits AlsTrainer, BprTrainer, EaseTrainer {
    Settings settings();

    /// What training needs of the heap at its height, in bytes, beside the data itself.
    long memory(TrainingData data);

    /// @param context its listener is called after each iteration, on the calling thread
    /// @throws TrainingInterruptedException if the calling thread is interrupted; all work has stopped then
    /// @throws java.io.UncheckedIOException where a checkpoint cannot be written
    Trained train(TrainingData data, TrainingContext context);
}
