package io.recloop.recommender.model;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.contracts.bundle.MappedBundle;
import io.recloop.recommender.ranking.RankingModel;
import java.nio.file.Path;

/// A model that may serve, with the memory and the folder that it needs for it.
///
/// @param folder where the mapped files lie
record LoadedModel(RankingModel ranking, MappedBundle bundle, Path folder) {
    Manifest manifest() {
        return bundle.manifest();
    }
}
