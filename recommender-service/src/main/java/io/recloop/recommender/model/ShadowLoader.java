package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.events.ShadowAnnounced;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Loads the models on trial, with the same checks as those that serve and behind their backs. What becomes of one is
/// in `GET /v1/model`; a trial that does not come about is no reason for an alert.
@Singleton
final class ShadowLoader {
    private static final Logger LOG = Logger.getLogger(ShadowLoader.class);

    private final ModelFetcher fetcher;
    private final ModelActivator activation;
    private final Shadows shadows;
    private final MemoryBudget budget;
    private final ModelConfig config;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("shadow-loading").daemon().factory());

    /// Touched by the thread alone.
    private final Map<String, ShadowAnnounced> desired = new HashMap<>();

    ShadowLoader(
            ModelFetcher fetcher, ModelActivator activation, Shadows shadows, MemoryBudget budget, ModelConfig config) {
        this.fetcher = fetcher;
        this.activation = activation;
        this.shadows = shadows;
        this.budget = budget;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent ended) {
        thread.shutdownNow();
    }

    /// A model is to be tried, or no longer. Returns at once.
    void request(ShadowAnnounced announced) {
        thread.execute(() -> {
            desired.put(announced.tenant(), announced);
            if (announced.share() == 0) {
                shadows.end(announced.tenant());
                LOG.infof("tenant=%s modelId=%s is no longer on trial", announced.tenant(), announced.modelId());
            } else {
                attempt(announced);
            }
        });
    }

    /// What a task throws, its thread keeps to itself.
    private void attempt(ShadowAnnounced announced) {
        try {
            attemptOnce(announced);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "tenant=%s modelId=%s", announced.tenant(), announced.modelId());
            tryAgain(announced, "loading failed: " + e);
        }
    }

    private void tryAgain(ShadowAnnounced announced, String because) {
        cannot(announced, Shadow.State.WAITING, because);
        var unused =
                thread.schedule(() -> attempt(announced), config.retryAtMost().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attemptOnce(ShadowAnnounced announced) {
        if (!announced.equals(desired.get(announced.tenant()))) {
            return; // Another one has come while this one waited for its next attempt.
        }
        switch (fetcher.fetch(announced.tenant(), announced.modelId(), announced.manifestSha256())) {
            case LoadResult.Loaded(var loaded) -> {
                try {
                    begin(announced, loaded);
                } catch (RuntimeException e) {
                    cannot(announced, Shadow.State.REFUSED, "it failed while it was warmed up: " + e.getMessage());
                }
            }
            case LoadResult.Refused(var step, var because) -> cannot(announced, Shadow.State.REFUSED, because);
            case LoadResult.Unreachable(var cause) -> tryAgain(announced, String.valueOf(cause.getMessage()));
        }
    }

    private void begin(ShadowAnnounced announced, LoadedModel loaded) {
        var model = activation.warmedUp(0, loaded);
        var tenant = announced.tenant();
        Runnable release = () -> activation.discard(model, loaded);
        if (!budget.hasRoomFor(model.memory().residentBytes())) {
            release.run();
            cannot(announced, Shadow.State.NO_ROOM, "the models that serve need the memory");
            return;
        }
        if (activation.isServing(tenant, announced.modelId())) {
            release.run();
            cannot(announced, Shadow.State.REFUSED, "it is the model that serves");
            return;
        }
        shadows.put(tenant, model, announced.share(), release);
        LOG.infof("tenant=%s modelId=%s share=%s is on trial", tenant, announced.modelId(), announced.share());
    }

    private void cannot(ShadowAnnounced announced, Shadow.State state, String because) {
        shadows.cannot(announced.tenant(), new Shadow(announced.modelId(), state, announced.share(), because));
        LOG.warnf("tenant=%s modelId=%s cannot be tried: %s", announced.tenant(), announced.modelId(), because);
    }
}
