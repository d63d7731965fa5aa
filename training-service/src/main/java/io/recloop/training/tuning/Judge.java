package io.recloop.training.tuning;

import io.recloop.training.engine.Settings;
import io.recloop.training.engine.TrainedModel;

/// Says how good a model is on interactions that it was not trained with.
@FunctionalInterface
public interface Judge {
    /// @param ndcg          NDCG@10
    /// @param standardError of it over the users
    record Judgement(double ndcg, double standardError) {}

    Judgement judge(TrainedModel model, Settings settings);
}
