package io.recloop.recommender.model;

import io.recloop.recommender.catalog.Catalog;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes of a loaded model one that may serve: with its view of the catalogue, and warmed up.
@Singleton
final class WarmModelFactory {
    private final BundleLoader loader;
    private final Catalog catalog;
    private final WarmUp warmUp;
    private final ModelConfig config;
    private final Clock clock;

    WarmModelFactory(BundleLoader loader, Catalog catalog, WarmUp warmUp, ModelConfig config, Clock clock) {
        this.loader = loader;
        this.catalog = catalog;
        this.warmUp = warmUp;
        this.config = config;
        this.clock = clock;
    }

    /// A model that has answered what was asked lately.
    ///
    /// @throws RuntimeException where it fails to; then it is released
    ServingModel warmedUp(long generation, LoadedModel loaded) {
        var tenant = loaded.manifest().tenant();
        var ranking = loaded.ranking();
        var view = catalog.attach(tenant, ranking.itemIds(), ranking::itemRow);
        boolean warm = false;
        try {
            var candidate = new ServingModel(
                    generation,
                    loaded.manifest(),
                    ranking,
                    view,
                    clock.instant(),
                    new ServingModel.Memory(
                            ranking.heapBytes(),
                            loaded.bundle().indexBytes(),
                            loaded.bundle().mappedBytes()));
            warmUp.replay(candidate, config.warmUpRequests(), config.warmUpAtMost());
            warm = true;
            return candidate;
        } finally {
            if (!warm) {
                catalog.detach(tenant, view);
                loader.release(loaded);
            }
        }
    }

    /// The model answers no longer: the catalogue need not follow it any more.
    void detach(ServingModel model) {
        catalog.detach(model.manifest().tenant(), model.catalog());
    }
}
