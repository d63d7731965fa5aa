package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.recommender.history.InteractionReader;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings each tenant from the model that it serves to the one that it should serve. One thread does all of it, so
/// generations follow each other; requests are not held up, they read [Models].
@Singleton
final class ModelLoader {
    private static final Logger LOG = Logger.getLogger(ModelLoader.class);
    private static final int REMEMBERED_REFUSALS = 1_000;

    private final BundleLoader loader;
    private final Models models;
    private final ModelActivator activation;
    private final InteractionReader history;
    private final StatusReporter reporter;
    private final ModelMetrics metrics;
    private final ModelConfig config;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("model-loading").daemon().factory());

    /// Tenant to the newest announcement; written by the loading thread.
    private final Map<String, ModelPublished> desired = new ConcurrentHashMap<>();

    /// Tenant to the announcement of what serves, or did until it had to make room. Touched by the loading thread
    /// alone, as are the two below.
    private final Map<String, ModelPublished> served = new HashMap<>();

    private final LinkedHashSet<Attempted> refused = new LinkedHashSet<>();
    private final Set<String> alerting = new HashSet<>();

    /// Tenants whose newest model has been neither loaded nor refused yet.
    private final Set<String> undecided = ConcurrentHashMap.newKeySet();

    private record Attempted(String tenant, long generation, String modelId) {
        static Attempted of(ModelPublished announced) {
            return new Attempted(announced.tenant(), announced.generation(), announced.modelId());
        }
    }

    ModelLoader(
            BundleLoader loader,
            Models models,
            ModelActivator activation,
            InteractionReader history,
            StatusReporter reporter,
            ModelMetrics metrics,
            ModelConfig config,
            Clock clock) {
        this.loader = loader;
        this.models = models;
        this.activation = activation;
        this.history = history;
        this.reporter = reporter;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        models.onDemand(this::bringBack);
    }

    void stop(@Observes ShutdownEvent ended) {
        thread.shutdownNow();
    }

    /// A model should serve. Returns at once.
    void request(ModelPublished announced) {
        undecided.add(announced.tenant());
        thread.execute(() -> {
            var newest = desired.get(announced.tenant());
            if (newest != null && announced.generation() < newest.generation()) {
                refuseOnce(
                        announced,
                        ModelRefused.Step.FETCH,
                        "generation %d is older than generation %d, which was announced before"
                                .formatted(announced.generation(), newest.generation()));
                attempt(newest, config.retryAfter(), 0);
                return;
            }
            desired.put(announced.tenant(), announced);
            attempt(announced, config.retryAfter(), 0);
        });
    }

    /// Whether every tenant whose model was announced either serves it or has refused it.
    boolean isDecided() {
        return undecided.isEmpty();
    }

    /// Reads the announced model of a tenant again, whatever became of it before, unless it serves.
    ReloadResult reload(String tenant) {
        var announced = desired.get(tenant);
        if (announced == null) {
            return new ReloadResult(tenant, ReloadResult.Action.NONE, null, null, "No model has been announced");
        }
        if (isServing(announced)) {
            return new ReloadResult(
                    tenant, ReloadResult.Action.NONE, announced.modelId(), announced.generation(), "It serves already");
        }
        thread.execute(() -> {
            refused.remove(Attempted.of(announced));
            attempt(announced, config.retryAfter(), 0);
        });
        return new ReloadResult(
                tenant,
                ReloadResult.Action.LOAD,
                announced.modelId(),
                announced.generation(),
                "It is being read from the store");
    }

    private void bringBack(String tenant) {
        thread.execute(() -> {
            var announced = served.get(tenant);
            if (announced != null) {
                attempt(announced, config.retryAfter(), 0);
            }
        });
    }

    /// What should serve, and also what did until it had to make room.
    private boolean isWanted(ModelPublished announced) {
        var tenant = announced.tenant();
        return announced.equals(desired.get(tenant))
                || (models.current(tenant) instanceof ServingState.Evicted && announced.equals(served.get(tenant)));
    }

    private void attempt(ModelPublished announced, Duration backOff, int failedBefore) {
        if (!isWanted(announced)) {
            return; // A newer one has come while this one waited for its next attempt.
        }
        if (refused.contains(Attempted.of(announced)) || isServing(announced)) {
            undecided.remove(announced.tenant());
            return;
        }
        long begin = System.nanoTime();
        switch (loaded(announced)) {
            case LoadResult.Loaded(var loaded) -> {
                activate(announced, loaded, begin);
                undecided.remove(announced.tenant());
            }
            case LoadResult.Refused(var step, var because) -> {
                refuseOnce(announced, step, because);
                if (announced.equals(served.get(announced.tenant()))) {
                    // It had made room, and the store no longer has it.
                    models.forget(announced.tenant());
                }
                undecided.remove(announced.tenant());
            }
            case LoadResult.Unreachable(var cause) -> {
                tryAgain(announced, backOff, failedBefore + 1, String.valueOf(cause.getMessage()));
            }
        }
    }

    private void tryAgain(ModelPublished announced, Duration backOff, int attempts, String because) {
        metrics.unreachable();
        LOG.warnf(
                "tenant=%s modelId=%s error=%s: tried again in %s",
                announced.tenant(), announced.modelId(), because, backOff);
        models.waits(
                announced.tenant(),
                new LoadRetry(
                        announced.generation(),
                        announced.modelId(),
                        because,
                        attempts,
                        clock.instant().plus(backOff)));
        var next = backOff.multipliedBy(2);
        var bounded = next.compareTo(config.retryAtMost()) > 0 ? config.retryAtMost() : next;
        var unused =
                thread.schedule(() -> attempt(announced, bounded, attempts), backOff.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Loaded, and everything that users did since is in memory; a failure to read that counts as the store's would.
    private LoadResult loaded(ModelPublished announced) {
        if (models.current(announced.tenant()) instanceof ServingState.Ready(var model)
                && announced.generation() <= model.generation()) {
            return new LoadResult.Refused(
                    ModelRefused.Step.FETCH,
                    "generation %d is not above generation %d, which serves"
                            .formatted(announced.generation(), model.generation()));
        }
        try {
            var result = loader.load(announced.tenant(), announced.modelId(), announced.manifestSha256());
            if (result instanceof LoadResult.Loaded(var loaded)) {
                cover(loaded);
            }
            return result;
        } catch (IOException e) {
            return new LoadResult.Unreachable(e);
        } catch (RuntimeException e) {
            LOG.errorf(e, "tenant=%s modelId=%s", announced.tenant(), announced.modelId());
            return new LoadResult.Refused(ModelRefused.Step.WARM_UP, "loading failed: " + e.getMessage());
        }
    }

    private void cover(LoadedModel loaded) throws IOException {
        boolean covered = false;
        try {
            history.cover(loaded.manifest().tenant(), ServingModel.offsets(loaded.manifest()));
            covered = true;
        } finally {
            if (!covered) {
                loader.release(loaded);
            }
        }
    }

    private void activate(ModelPublished announced, LoadedModel loaded, long begin) {
        ServingModel next;
        try {
            next = activation.warmedUp(announced.generation(), loaded);
        } catch (RuntimeException e) {
            LOG.warnf(e, "tenant=%s modelId=%s failed to warm up", announced.tenant(), announced.modelId());
            refuseOnce(announced, ModelRefused.Step.WARM_UP, "it failed while it was warmed up: " + e.getMessage());
            return;
        }
        var before = activation.swap(next, loaded);
        var took = Duration.ofNanos(System.nanoTime() - begin);
        served.put(announced.tenant(), announced);
        if (before instanceof ServingState.Evicted evicted && evicted.generation() == next.generation()) {
            metrics.returned();
            LOG.infof("tenant=%s modelId=%s took=%s is back", announced.tenant(), next.modelId(), took);
        } else {
            tell(next, before, took);
        }
    }

    private void tell(ServingModel next, ServingState before, Duration took) {
        var tenant = next.manifest().tenant();
        history.serves(tenant, next.offsets());
        metrics.swapped(next, took);
        reporter.serving(next, took);
        // Also after a start: an alert of the life before this one may still be open.
        if (alerting.remove(tenant) || before instanceof ServingState.NoModelYet) {
            reporter.resolveAlert(next);
        }
        LOG.infof(
                "tenant=%s modelId=%s generation=%d users=%d items=%d took=%s serves",
                tenant,
                next.modelId(),
                next.generation(),
                next.ranking().users(),
                next.ranking().items(),
                took);
    }

    private void refuseOnce(ModelPublished announced, ModelRefused.Step step, String because) {
        if (!refused.add(Attempted.of(announced))) {
            return;
        }
        if (refused.size() > REMEMBERED_REFUSALS) {
            refused.removeFirst();
        }
        var tenant = announced.tenant();
        var serving = servingModelId(tenant);
        alerting.add(tenant);
        models.refused(
                tenant, new Refusal(announced.generation(), announced.modelId(), step, because, clock.instant()));
        metrics.refused(step);
        reporter.refused(announced, step, because, serving);
        reporter.raiseAlert(announced, step, because, serving);
        LOG.warnf(
                "tenant=%s modelId=%s generation=%d step=%s refused: %s",
                tenant, announced.modelId(), announced.generation(), step.code(), because);
    }

    private boolean isServing(ModelPublished announced) {
        return models.current(announced.tenant()) instanceof ServingState.Ready(var model)
                && model.generation() == announced.generation()
                && model.modelId().equals(announced.modelId());
    }

    private @Nullable String servingModelId(String tenant) {
        return models.current(tenant) instanceof ServingState.Ready(var model) ? model.modelId() : null;
    }
}
