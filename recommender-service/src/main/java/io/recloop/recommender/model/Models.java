package io.recloop.recommender.model;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The serving model of each tenant. Readers never block.
@Singleton
public final class Models {
    private static final Serving NONE = new Serving.NoModelYet();

    private final Map<String, LeasedModel> serving = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    /// What a request reads from, once: from here on no swap concerns it. To be closed when the answer is made.
    public Lease lease(String tenant) {
        while (true) {
            var model = serving.get(tenant);
            if (model == null) {
                return Lease.ofNothing(NONE);
            }
            if (model.enter()) {
                return Lease.of(model);
            }
            // It was swapped between the two lines above: the next turn finds the one that took its place.
        }
    }

    /// To look at what serves. Whoever reads users or items of the model takes a [#lease] instead.
    public Serving current(String tenant) {
        var model = serving.get(tenant);
        return model == null ? NONE : model.serving();
    }

    /// The latest model that was refused and that no other has followed.
    public Optional<Refusal> latestRefusal(String tenant) {
        return Optional.ofNullable(refusals.get(tenant));
    }

    /// The swap: one reference, from one moment to the next. The model before goes when its last reader has left.
    ///
    /// @param release gives the memory of the next one back, when its time has come
    /// @return what served before
    Serving swap(String tenant, ServingModel next, Runnable release) {
        refusals.remove(tenant);
        var before = serving.put(tenant, new LeasedModel(next, release));
        if (before == null) {
            return NONE;
        }
        before.retire();
        return before.serving();
    }

    void refused(String tenant, Refusal refusal) {
        refusals.put(tenant, refusal);
    }
}
