package io.recloop.recommender.lists;

import io.recloop.contracts.events.Segment;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.reranking.Diversity;
import io.recloop.recommender.reranking.Exploration;
import io.recloop.recommender.reranking.RerankingConfig;
import io.recloop.recommender.reranking.Weights;
import io.recloop.recommender.rules.RuleSet;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/// What is to be done to a list, by the settings and by what the caller asked for. The settings are checked once, at
/// the start.
@Singleton
final class RerankingPlanner {
    private final Map<Segment, Weights> weights = new EnumMap<>(Segment.class);
    private final Diversity diversity;
    private final Exploration exploration;
    private final int lightFrom;
    private final int heavyFrom;

    /// @param rules of the user's segment
    public record Plan(RuleSet rules, Weights weights, Diversity diversity, Exploration exploration) {
        /// Whether the model's own order is wanted, but for what is hidden.
        public boolean isPlain() {
            return !rules.reorders() && weights.isCollaborativeOnly() && diversity.isOff() && exploration.isOff();
        }
    }

    RerankingPlanner(RerankingConfig config) {
        for (var segment : Segment.values()) {
            var set =
                    switch (segment) {
                        case NEW -> config.weights().newcomers();
                        case LIGHT -> config.weights().light();
                        case HEAVY -> config.weights().heavy();
                    };
            weights.put(segment, new Weights(set.collaborative(), set.content(), set.popularity(), set.quality()));
        }
        this.diversity = new Diversity(
                config.diversity().lambda(),
                config.diversity().threshold(),
                config.diversity().penalty(),
                config.diversity().by(),
                config.diversity().maxPerCategory());
        this.exploration = new Exploration(
                config.exploration().share(), config.exploration().position());
        this.lightFrom = config.lightFrom();
        this.heavyFrom = config.heavyFrom();
    }

    Segment segment(int likes) {
        if (likes < lightFrom) {
            return Segment.NEW;
        }
        return likes < heavyFrom ? Segment.LIGHT : Segment.HEAVY;
    }

    Plan of(RecommendationQuery query, Segment segment, RuleSet rules) {
        var wanted = query.arrangement();
        return new Plan(
                rules,
                wanted.weights() == null ? weights.getOrDefault(segment, Weights.COLLABORATIVE_ONLY) : wanted.weights(),
                wanted.diversity() == null ? diversity : wanted.diversity(),
                exploration);
    }
}
