package io.recloop.recommender.reranking;

import org.jspecify.annotations.Nullable;

/// How a caller wants a list to be put in order; where nothing is said, the service's settings decide.
public record RerankingPreferences(
        @Nullable Weights weights, @Nullable Diversity diversity) {
    public static final RerankingPreferences AS_SET = new RerankingPreferences(null, null);
}
