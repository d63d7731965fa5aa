package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BprParameters;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.UserRows;

/// Makes the ranking model of a bundle, by the algorithm that its manifest names.
public final class RankingModelFactory {
    private RankingModelFactory() {}

    /// @throws CorruptBundleException   where a parameter that the algorithm needs is missing or impossible
    /// @throws IllegalArgumentException where the content is not that of a known algorithm
    public static RankingModel of(Manifest manifest, ModelContent content) throws CorruptBundleException {
        return of(manifest, content, UserRows.of(content));
    }

    /// @param content without users, which are taken from their rows
    /// @throws CorruptBundleException   where a parameter that the algorithm needs is missing or impossible
    /// @throws IllegalArgumentException where the content is not that of a known algorithm
    public static RankingModel of(Manifest manifest, ModelContent content, UserRows users)
            throws CorruptBundleException {
        var recency = Recency.of(manifest.parameters());
        return switch (manifest.algorithm()) {
            case "als" -> als(content, users, AlsParameters.of(manifest), recency);
            case "bpr" -> bpr(content, users, BprParameters.of(manifest), recency);
            case "ease" -> ease(content, users);
            default ->
                throw new IllegalArgumentException(
                        "the algorithm must be als, bpr or ease, was %s: upgrade this service"
                                .formatted(manifest.algorithm()));
        };
    }

    /// @throws IllegalArgumentException where the parameters are not those of a solvable objective
    static RankingModel als(ModelContent content, AlsParameters parameters, Recency recency) {
        return als(content, UserRows.of(content), parameters, recency);
    }

    static RankingModel bpr(ModelContent content, BprParameters parameters, Recency recency) {
        return bpr(content, UserRows.of(content), parameters, recency);
    }

    /// @throws IllegalArgumentException where the content has no item weights
    static RankingModel ease(ModelContent content) {
        return ease(content, UserRows.of(content));
    }

    private static RankingModel als(ModelContent content, UserRows users, AlsParameters parameters, Recency recency) {
        var scorer = new FactorScorer(content, users, new AlsFoldIn(content, parameters));
        return new RankingModel(content, users, scorer, recency);
    }

    private static RankingModel bpr(ModelContent content, UserRows users, BprParameters parameters, Recency recency) {
        var scorer = new FactorScorer(content, users, new BprFoldIn(content, parameters));
        return new RankingModel(content, users, scorer, recency);
    }

    private static RankingModel ease(ModelContent content, UserRows users) {
        var weights = content.itemWeights();
        if (weights == null) {
            throw new IllegalArgumentException("an ease model without item weights");
        }
        return new RankingModel(content, users, new ItemWeightScorer(content, weights), Recency.NONE);
    }
}
