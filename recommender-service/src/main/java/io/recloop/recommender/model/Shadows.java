package io.recloop.recommender.model;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The models on trial: at most one for each tenant, leased as those that serve are. One thread writes.
@Singleton
public final class Shadows {
    private static final ServingState NONE = new ServingState.NoModelYet();

    private final Map<String, LeasedModel> models = new ConcurrentHashMap<>();
    private final Map<String, Shadow> states = new ConcurrentHashMap<>();

    /// What to read an answer from that nobody is shown; to be closed when it is made.
    public Lease lease(String tenant) {
        var model = models.get(tenant);
        return model != null && model.enter() ? Lease.of(model) : Lease.ofNothing(NONE);
    }

    /// The share of requests to compare; 0 where nothing is on trial.
    public double share(String tenant) {
        if (!models.containsKey(tenant)) {
            return 0;
        }
        var state = states.get(tenant);
        return state == null ? 0 : state.share();
    }

    public Optional<Shadow> current(String tenant) {
        return Optional.ofNullable(states.get(tenant));
    }

    long residentBytes() {
        return models.values().stream().mapToLong(LeasedModel::residentBytes).sum();
    }

    /// Takes the place of the one before, which goes when its last reader has left.
    ///
    /// @param release gives the memory of this one back
    synchronized void put(String tenant, ServingModel model, double share, Runnable release) {
        states.put(tenant, new Shadow(model.modelId(), Shadow.State.COMPARING, share, null));
        retire(models.put(tenant, new LeasedModel(model, release)));
    }

    /// The tenant has a model on trial that cannot answer.
    synchronized void cannot(String tenant, Shadow why) {
        states.put(tenant, why);
        retire(models.remove(tenant));
    }

    synchronized void end(String tenant) {
        states.remove(tenant);
        retire(models.remove(tenant));
    }

    /// Ends the trial of a model that serves from now on.
    synchronized void endIfIs(String tenant, String modelId) {
        var state = states.get(tenant);
        if (state != null && state.modelId().equals(modelId)) {
            end(tenant);
        }
    }

    /// Gives up one model, for the sake of those that serve.
    ///
    /// @return false where there is none
    synchronized boolean giveUpOne() {
        var some = models.keySet().stream().findAny();
        some.ifPresent(tenant -> {
            var state = states.get(tenant);
            if (state != null) {
                cannot(
                        tenant,
                        new Shadow(
                                state.modelId(),
                                Shadow.State.NO_ROOM,
                                state.share(),
                                "the models that serve need the memory"));
            }
        });
        return some.isPresent();
    }

    private static void retire(@Nullable LeasedModel before) {
        if (before != null) {
            before.retire();
        }
    }
}
