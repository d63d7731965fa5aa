package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainedModel;

/// Says how good a model is on interactions that it was not trained with.
@FunctionalInterface
public interface Judge {
    /// @param ndcg          NDCG@10
    /// @param standardError of it over the users
    record Judgement(double ndcg, double standardError) {}

    Judgement judge(TrainedModel model, Settings settings);
}
