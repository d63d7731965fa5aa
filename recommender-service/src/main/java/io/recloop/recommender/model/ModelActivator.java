package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.recommender.catalog.Catalog;
import io.recloop.recommender.ranking.RankingModel;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Brings a loaded model into service: warms it up, swaps it in, gives the one before it back when nobody reads it any
/// more, and makes room. Of the loading thread.
@Singleton
final class ModelActivator {
    private final BundleLoader loader;
    private final Models models;
    private final Shadows shadows;
    private final Catalog catalog;
    private final MemoryBudget budget;
    private final WarmUp warmUp;
    private final ModelConfig config;
    private final Clock clock;
    private final ExecutorService releasing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("model-release").daemon().factory());

    ModelActivator(
            BundleLoader loader,
            Models models,
            Shadows shadows,
            Catalog catalog,
            MemoryBudget budget,
            WarmUp warmUp,
            ModelConfig config,
            Clock clock) {
        this.loader = loader;
        this.models = models;
        this.shadows = shadows;
        this.catalog = catalog;
        this.budget = budget;
        this.warmUp = warmUp;
        this.config = config;
        this.clock = clock;
    }

    void stop(@Observes ShutdownEvent ended) {
        releasing.shutdown();
    }

    /// A model that has answered what was asked lately.
    ///
    /// @throws RuntimeException where it fails to; then it is released
    ServingModel warmedUp(long generation, LoadedModel loaded) {
        var manifest = loaded.manifest();
        var ranking = loaded.ranking();
        if (models.current(manifest.tenant()) instanceof ServingState.Ready(var before)
                && before.ranking().prepared().stream().anyMatch(RankingModel.Prepared::made)) {
            // It has been asked for, and will be again.
            ranking.prepare();
        }
        var view = catalog.attach(manifest.tenant(), ranking.itemIds(), ranking::itemRow);
        boolean warm = false;
        try {
            var candidate = new ServingModel(
                    generation,
                    manifest,
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
                catalog.detach(manifest.tenant(), view);
                loader.release(loaded);
            }
        }
    }

    /// @return what served before
    ServingState swap(ServingModel next, LoadedModel loaded) {
        var tenant = next.manifest().tenant();
        var before = models.swap(tenant, next, () -> release(loaded));
        if (before instanceof ServingState.Ready(var model)) {
            catalog.detach(tenant, model.catalog());
        }
        // A trial that ended well.
        shadows.endIfIs(tenant, next.modelId());
        budget.makeRoom();
        return before;
    }

    boolean isServing(String tenant, String modelId) {
        return models.current(tenant) instanceof ServingState.Ready(var model)
                && model.modelId().equals(modelId);
    }

    /// Not on the thread of the request that read it last: closing waits until every thread has passed a safepoint.
    void release(LoadedModel loaded) {
        releasing.execute(() -> loader.release(loaded));
    }
}
