package io.recloop.recommender.model;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import java.time.Instant;
import java.util.Map;

/// One generation, whole: whoever holds it answers from nothing else.
///
/// @param since when it was swapped in
public record ServingModel(
        long generation, Manifest manifest, RankingModel ranking, CatalogView catalog, Instant since) {
    public String modelId() {
        return manifest.modelId();
    }

    /// Partition of `interactions` to the first offset that the model was not trained with.
    public Map<Integer, Long> offsets() {
        return offsets(manifest);
    }

    static Map<Integer, Long> offsets(Manifest manifest) {
        return manifest.offsets().getOrDefault(Topic.INTERACTIONS.topicName(), Map.of());
    }
}
