package io.recloop.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.recommender.history.HistoryConfig;
import io.recloop.recommender.history.TrendingConfig;
import io.recloop.recommender.topics.TopicsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The defaults, which are part of what users rely on.
class ConfigurationTest {
    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(TopicsConfig.class)
            .withMapping(HistoryConfig.class)
            .withMapping(TrendingConfig.class)
            .build();

    @Test
    void sendsWithinTheTimeThatACallerMayWait() {
        var topics = config.getConfigMapping(TopicsConfig.class);
        assertThat(topics.topicPrefix()).isEmpty();
        assertThat(topics.instance()).isEqualTo("recommender");
        assertThat(topics.sending().acknowledgement()).isEqualTo(Duration.ofSeconds(4));
        assertThat(topics.sending().patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(topics.sending().linger()).isEqualTo(Duration.ofMillis(10));
    }

    @Test
    void countsTrendsByFourHalfLivesAndShowsNoTrendOfOneClick() {
        var trending = config.getConfigMapping(TrendingConfig.class);
        assertThat(trending.halfLives())
                .containsExactly(Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(24), Duration.ofDays(7));
        assertThat(trending.halfLife()).isEqualTo(Duration.ofHours(24));
        assertThat(trending.maxItems()).isEqualTo(200_000);
        assertThat(trending.leastScore()).isEqualTo(3);
    }

    @Test
    void remembersWithinBoundsByTheRuleOfTraining() {
        var history = config.getConfigMapping(HistoryConfig.class);
        assertThat(history.maxPerUser()).isEqualTo(500);
        assertThat(history.maxEntries()).isEqualTo(400_000);
        assertThat(history.maxReplay()).isEqualTo(1_000_000);
        assertThat(history.positiveActions()).containsExactlyInAnyOrder("click", "add_to_cart", "purchase", "like");
        assertThat(history.positiveRating()).isEqualTo(4);
        assertThat(history.negativeRating()).isEqualTo(3);
    }
}
