package io.recloop.recommender.model;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelRefused;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Brings each tenant from the model that it serves to the one that it should serve. One thread does all of it, so
/// generations follow each other; requests are not held up, they read [Models].
@Singleton
final class ModelLoader {
    private static final Logger LOG = Logger.getLogger(ModelLoader.class);
    private static final int REMEMBERED_REFUSALS = 1_000;

    private final ModelFetcher fetcher;
    private final Models models;
    private final ModelActivator activation;
    private final ModelJournal journal;
    private final ModelConfig config;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("model-loading").daemon().factory());

    /// Tenant to the newest announcement; written by the loading thread.
    private final Map<String, ModelPublished> desired = new ConcurrentHashMap<>();

    /// Tenant to the announcement of what serves, or did until it had to make room. Touched by the loading thread
    /// alone, as is the one below.
    private final Map<String, ModelPublished> served = new HashMap<>();

    private final LinkedHashSet<Attempted> refused = new LinkedHashSet<>();

    /// Tenants whose newest model has been neither loaded nor refused yet.
    private final Set<String> undecided = ConcurrentHashMap.newKeySet();

    private record Attempted(String tenant, long generation, String modelId) {
        static Attempted of(ModelPublished announced) {
            return new Attempted(announced.tenant(), announced.generation(), announced.modelId());
        }
    }

    ModelLoader(
            ModelFetcher fetcher, Models models, ModelActivator activation, ModelJournal journal, ModelConfig config) {
        this.fetcher = fetcher;
        this.models = models;
        this.activation = activation;
        this.journal = journal;
        this.config = config;
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

    /// What a task throws, its thread keeps to itself: the tenant's model would be neither loaded nor refused, and
    /// nobody would know.
    private void attempt(ModelPublished announced, Duration backOff, int failedBefore) {
        try {
            attemptOnce(announced, backOff, failedBefore);
        } catch (RuntimeException | Error e) {
            LOG.errorf(e, "tenant=%s modelId=%s", announced.tenant(), announced.modelId());
            tryAgain(announced, backOff, failedBefore + 1, "loading failed: " + e);
        }
    }

    private void attemptOnce(ModelPublished announced, Duration backOff, int failedBefore) {
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
        journal.waits(announced, because, attempts, backOff);
        var next = backOff.multipliedBy(2);
        var bounded = next.compareTo(config.retryAtMost()) > 0 ? config.retryAtMost() : next;
        var unused =
                thread.schedule(() -> attempt(announced, bounded, attempts), backOff.toMillis(), TimeUnit.MILLISECONDS);
    }

    private LoadResult loaded(ModelPublished announced) {
        if (models.current(announced.tenant()) instanceof ServingState.Ready(var model)
                && announced.generation() <= model.generation()) {
            return new LoadResult.Refused(
                    ModelRefused.Step.FETCH,
                    "generation %d is not above generation %d, which serves"
                            .formatted(announced.generation(), model.generation()));
        }
        return fetcher.fetch(announced.tenant(), announced.modelId(), announced.manifestSha256());
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
            journal.returned(next, took);
        } else {
            fetcher.serves(next);
            journal.serves(next, before, took);
        }
    }

    private void refuseOnce(ModelPublished announced, ModelRefused.Step step, String because) {
        if (!refused.add(Attempted.of(announced))) {
            return;
        }
        if (refused.size() > REMEMBERED_REFUSALS) {
            refused.removeFirst();
        }
        journal.refused(announced, step, because);
    }

    private boolean isServing(ModelPublished announced) {
        return models.current(announced.tenant()) instanceof ServingState.Ready(var model)
                && model.generation() == announced.generation()
                && model.modelId().equals(announced.modelId());
    }
}
