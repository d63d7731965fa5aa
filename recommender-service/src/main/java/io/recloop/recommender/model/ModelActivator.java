package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.recommender.ranking.RankingModel;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Brings a loaded model into service: warms it up, swaps it in, gives the one before it back when nobody reads it any
/// more, and makes room. Of the loading thread.
@Singleton
final class ModelActivator {
    private final BundleLoader loader;
    private final WarmModelFactory factory;
    private final Models models;
    private final Shadows shadows;
    private final MemoryBudget budget;
    private final ExecutorService releasing = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("model-release").daemon().factory());

    ModelActivator(BundleLoader loader, WarmModelFactory factory, Models models, Shadows shadows, MemoryBudget budget) {
        this.loader = loader;
        this.factory = factory;
        this.models = models;
        this.shadows = shadows;
        this.budget = budget;
    }

    void stop(@Observes ShutdownEvent ended) {
        releasing.shutdown();
    }

    /// A model that has answered what was asked lately.
    ///
    /// @throws RuntimeException where it fails to; then it is released
    ServingModel warmedUp(long generation, LoadedModel loaded) {
        if (models.current(loaded.manifest().tenant()) instanceof ServingState.Ready(var before)
                && before.ranking().prepared().stream().anyMatch(RankingModel.Prepared::made)) {
            // It has been asked for, and will be again.
            loaded.ranking().prepare();
        }
        return factory.warmedUp(generation, loaded);
    }

    /// @return what served before
    ServingState swap(ServingModel next, LoadedModel loaded) {
        var tenant = next.manifest().tenant();
        var before = models.swap(tenant, next, () -> release(loaded));
        if (before instanceof ServingState.Ready(var model)) {
            factory.detach(model);
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

    /// Of a model that was warmed up and does not serve, or no longer.
    void discard(ServingModel model, LoadedModel loaded) {
        factory.detach(model);
        release(loaded);
    }

    /// Not on the thread of the request that read it last: closing waits until every thread has passed a safepoint.
    private void release(LoadedModel loaded) {
        releasing.execute(() -> loader.release(loaded));
    }
}
