package io.recloop.training.engine;

import io.recloop.numerics.sparse.CsrMatrix;

/// An algorithm with its settings. Stateless between calls.
public sealed interface Trainer permits AlsTrainer {
    /// The algorithm's name on the wire and in a bundle's manifest.
    String algorithm();

    /// @param userItem who had what, weights as values
    /// @param listener told after each iteration, on the calling thread
    /// @throws TrainingInterruptedException if the calling thread is interrupted; all work has stopped then
    FactorModel train(CsrMatrix userItem, TrainingListener listener);
}
