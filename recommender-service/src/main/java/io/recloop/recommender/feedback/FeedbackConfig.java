package io.recloop.recommender.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "recloop.recommender.feedback")
interface FeedbackConfig {
    /// How many interactions one request may bring.
    @WithDefault("1000")
    int maxBatch();

    /// How many answers may wait to be written to `recommendations`; what comes above that is dropped and counted.
    @WithDefault("20000")
    int maxWaitingAnswers();
}
