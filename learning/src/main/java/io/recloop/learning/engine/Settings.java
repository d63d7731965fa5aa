package io.recloop.learning.engine;

import java.util.Map;

/// All settings of one training, complete and within bounds. Immutable.
public sealed interface Settings permits AlsSettings, BprSettings, EaseSettings {
    Algorithm algorithm();

    /// By the names of [Algorithm#parameters()]: with the data and the code these make the model.
    Map<String, Double> toMap();

    /// @throws IllegalArgumentException naming the parameter that is unknown or out of its range
    Settings with(String name, double value);

    /// How fast a positive's weight falls with its age; see [TrainingData#recencyWeighted]. 0 where it does not.
    default double recency() {
        return toMap().getOrDefault("recency", 0.0);
    }

    /// 1 to 1024. Not among the parameters: it changes the speed alone.
    int threads();

    Settings withThreads(int threads);
}
