package io.recloop.recommender.outcomes;

import java.util.LinkedHashMap;
import java.util.OptionalDouble;

/// The [RatingLine] of each tenant's serving model. A model that takes over begins again: its scores are others. Not
/// thread-safe.
final class PredictedRatings {
    private static final int TENANTS = 1_000;

    private final int enough;
    private final LinkedHashMap<String, OfModel> lines = new LinkedHashMap<>();

    private record OfModel(String modelId, RatingLine line) {}

    PredictedRatings(int enough) {
        this.enough = enough;
    }

    /// What was to be expected before the rating was known; learns the rating for the next ones.
    OptionalDouble predictThenLearn(String tenant, String modelId, double score, double rating) {
        var known = lines.get(tenant);
        if (known == null || !known.modelId.equals(modelId)) {
            known = new OfModel(modelId, new RatingLine(enough));
            lines.putLast(tenant, known);
            if (lines.size() > TENANTS) {
                lines.pollFirstEntry();
            }
        }
        var predicted = known.line.predict(score);
        known.line.learn(score, rating);
        return predicted;
    }
}
