package io.recloop.recommender.model;

import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.recommender.catalog.CatalogView;
import io.recloop.recommender.ranking.RankingModel;
import java.time.Instant;
import java.util.Map;

/// One generation, whole: its holder answers from nothing else.
///
/// @param since when it was swapped in
public record ServingModel(
        long generation, Manifest manifest, RankingModel ranking, CatalogView catalog, Instant since, Memory memory) {
    /// @param heapBytes   about what the items take of the heap
    /// @param indexBytes  what the index of user ids takes beside the heap
    /// @param mappedBytes of files; the operating system takes this memory back when it needs it
    public record Memory(long heapBytes, long indexBytes, long mappedBytes) {
        /// What is taken for as long as the model is loaded.
        long residentBytes() {
            return heapBytes + indexBytes;
        }
    }

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
