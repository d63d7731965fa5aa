package io.recloop.recommender.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "recloop.recommender.feedback")
interface FeedbackConfig {
    /// How many interactions one request may bring.
    @WithDefault("1000")
    int maxBatch();

    /// How many answers may wait to be written to `recommendations`; what comes above that is dropped and counted.
    @WithDefault("20000")
    int maxWaitingAnswers();

    /// How many requests may wait for the broker's acknowledgement; what comes above that is answered with 503.
    @WithDefault("500")
    int maxWaitingRequests();

    Breaker breaker();

    /// While the broker does not acknowledge, what comes in is answered with 503 without trying.
    interface Breaker {
        /// How many of the latest requests decide; it opens when half of them failed.
        @WithDefault("6")
        int requests();

        /// How long it stays open before one request is let through to try.
        @WithDefault("1s")
        Duration pause();
    }
}
