package io.recloop.recommender.outcomes;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.outcomes")
public interface OutcomesConfig {
    /// How much of one core ranking may take, 0 to 1; 0 switches outcomes off. Interactions that come faster than
    /// that allows are sampled.
    @WithDefault("0.1")
    double share();

    /// How many interactions may wait to be ranked; what comes above that is dropped and counted.
    @WithDefault("2000")
    int maxWaiting();

    /// An interaction that happened longer ago was brought in later: it says nothing about what serves now.
    @WithDefault("1h")
    Duration maxAge();

    /// Ratings of a model before the next ones are predicted.
    @WithDefault("50")
    int minRatings();
}
