package io.recloop.recommender.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.recloop.contracts.events.Segment;
import io.recloop.recommender.ranking.SimilarityBasis;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.reranking.RerankingConfig;
import io.recloop.recommender.rules.RuleSet;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The defaults, which are part of what users rely on.
class RerankingConfigTest {
    private final RerankingConfig config = new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(RerankingConfig.class)
            .build()
            .getConfigMapping(RerankingConfig.class);

    @Test
    void isTheModelsOwnOrderForEverybody() {
        var plans = new RerankingPlanner(config);
        for (var segment : Segment.values()) {
            assertThat(plans.of(RecommendationQuery.plain("shop", "u"), segment, RuleSet.NONE)
                            .isPlain())
                    .isTrue();
        }
        assertThat(config.candidatesPerItem()).isEqualTo(5);
        assertThat(config.widening()).isEqualTo(5);
        assertThat(config.maxCandidates()).isEqualTo(20_000);
        assertThat(config.qualityAttribute()).isEqualTo("rating");
        assertThat(config.diversity().by()).isEqualTo(SimilarityBasis.FACTORS);
        assertThat(config.diversity().penalty()).isEqualTo(1);
        assertThat(config.exploration().position()).isEqualTo(5);
        assertThat(config.exploration().newFor()).isEqualTo(Duration.ofDays(14));
        assertThat(config.exploration().mostPositives()).isEqualTo(5);
    }

    @Test
    void theKeyOfTheReleaseBeforeIsStillUnderstood() {
        var renamed = new SmallRyeConfigBuilder()
                .addDiscoveredInterceptors()
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(RerankingConfig.class)
                .withSources(new EnvConfigSource(Map.of("RECLOOP_RECOMMENDER_RERANKING_CANDIDATES", "7"), 300))
                .build()
                .getConfigMapping(RerankingConfig.class);
        assertThat(renamed.candidatesPerItem()).isEqualTo(7);
    }

    @Test
    void tellsSegmentsByTheNumberOfLikes() {
        var plans = new RerankingPlanner(config);
        assertThat(plans.segment(0)).isEqualTo(Segment.NEW);
        assertThat(plans.segment(2)).isEqualTo(Segment.NEW);
        assertThat(plans.segment(3)).isEqualTo(Segment.LIGHT);
        assertThat(plans.segment(29)).isEqualTo(Segment.LIGHT);
        assertThat(plans.segment(30)).isEqualTo(Segment.HEAVY);
    }
}
