package io.recloop.learning.engine;

/// Measures a model that is still being trained.
@FunctionalInterface
public interface Validation {
    /// @return NDCG@10 on held-out interactions
    double ndcg(TrainedModel model);
}
