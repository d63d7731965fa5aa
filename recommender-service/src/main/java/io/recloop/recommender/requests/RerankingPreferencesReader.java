package io.recloop.recommender.requests;

import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.ranking.SimilarityBasis;
import io.recloop.recommender.requests.RecommendationRequest.RequestedDiversity;
import io.recloop.recommender.requests.RecommendationRequest.RequestedWeights;
import io.recloop.recommender.reranking.Diversity;
import io.recloop.recommender.reranking.RerankingPreferences;
import io.recloop.recommender.reranking.Weights;
import org.jspecify.annotations.Nullable;

/// The part of a request that says in which order the items are wanted.
final class RerankingPreferencesReader {
    private RerankingPreferencesReader() {}

    /// @throws io.recloop.kit.http.ProblemException where a number is outside its limits
    static RerankingPreferences of(@Nullable RequestedWeights weights, @Nullable RequestedDiversity diversity) {
        if (weights == null && diversity == null) {
            return RerankingPreferences.AS_SET;
        }
        try {
            return new RerankingPreferences(
                    weights == null ? null : of(weights), diversity == null ? null : of(diversity));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private static Weights of(RequestedWeights given) {
        return new Weights(
                or(given.collaborative(), 0),
                or(given.content(), 0),
                or(given.popularity(), 0),
                or(given.quality(), 0));
    }

    private static Diversity of(RequestedDiversity given) {
        return new Diversity(
                or(given.lambda(), 1),
                or(given.threshold(), 0),
                or(given.penalty(), 1),
                likeness(given.by()),
                given.maxPerCategory() == null ? 0 : given.maxPerCategory());
    }

    private static double or(@Nullable Double given, double absent) {
        return given == null ? absent : given;
    }

    private static SimilarityBasis likeness(@Nullable String given) {
        return switch (given) {
            case null -> SimilarityBasis.FACTORS;
            case "factors" -> SimilarityBasis.FACTORS;
            case "content" -> SimilarityBasis.CONTENT;
            default -> throw ProblemException.invalid("diversity.by must be factors or content");
        };
    }
}
