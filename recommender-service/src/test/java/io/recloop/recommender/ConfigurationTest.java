package io.recloop.recommender;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.recommender.access.AccessConfig;
import io.recloop.recommender.history.HistoryConfig;
import io.recloop.recommender.history.TrendingConfig;
import io.recloop.recommender.outcomes.OutcomesConfig;
import io.recloop.recommender.protection.ProtectionConfig;
import io.recloop.recommender.rules.RuleConfig;
import io.recloop.recommender.topics.TopicsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The defaults, which are part of what users rely on.
class ConfigurationTest {
    private final SmallRyeConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(AccessConfig.class)
            .withMapping(TopicsConfig.class)
            .withMapping(HistoryConfig.class)
            .withMapping(OutcomesConfig.class)
            .withMapping(ProtectionConfig.class)
            .withMapping(TrendingConfig.class)
            .withMapping(RuleConfig.class)
            .build();

    @Test
    void sendsWithinTheTimeThatACallerMayWait() {
        var topics = config.getConfigMapping(TopicsConfig.class);
        assertThat(topics.instance()).isEqualTo("recommender");
        assertThat(topics.sending().acknowledgement()).isEqualTo(Duration.ofSeconds(4));
        assertThat(topics.sending().patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(topics.sending().linger()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void verifiesEveryTokenUnlessToldOtherwise() {
        var access = config.getConfigMapping(AccessConfig.class);
        assertThat(access.verifiedFor()).isEqualTo(Duration.ZERO);
        assertThat(access.maxTokens()).isEqualTo(10_000);
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

    @Test
    void keepsAsManyRulesAsAreCompiledInTime() {
        assertThat(config.getConfigMapping(RuleConfig.class).most()).isEqualTo(500);
    }

    @Test
    void ranksOutcomesOnATenthOfACore() {
        var outcomes = config.getConfigMapping(OutcomesConfig.class);
        assertThat(outcomes.share()).isEqualTo(0.1);
        assertThat(outcomes.maxWaiting()).isEqualTo(2_000);
        assertThat(outcomes.maxAge()).isEqualTo(Duration.ofHours(1));
        assertThat(outcomes.minRatings()).isEqualTo(50);
    }

    @Test
    void limitsOnlyWhatNoShopNeeds() {
        var protection = config.getConfigMapping(ProtectionConfig.class);
        for (var limit : List.of(protection.tenant(), protection.subject())) {
            assertThat(limit.requestsPerSecond()).isEqualTo(50_000);
            assertThat(limit.concurrentRequests()).isEqualTo(800);
        }
        assertThat(protection.load().shedAbove()).isEqualTo(256);
        assertThat(protection.load().shedAfter()).isEqualTo(Duration.ofMillis(50));
        assertThat(protection.load().refuseAbove()).isEqualTo(1_000);
        assertThat(protection.load().refuseAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(protection.load().refuseAboveBytes()).isEqualTo(64 * 1024 * 1024);
        assertThat(protection.timeBudget()).isEqualTo(Duration.ofSeconds(1));
        assertThat(protection.maxKeys()).isEqualTo(10_000);
    }
}
