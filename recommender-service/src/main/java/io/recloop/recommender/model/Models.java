package io.recloop.recommender.model;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The serving model of each tenant. Readers never block; a request reads [#current] once and holds on to what it
/// got.
@Singleton
public final class Models {
    private static final Serving NONE = new Serving.NoModelYet();

    private final Map<String, Serving> serving = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();

    public Serving current(String tenant) {
        return serving.getOrDefault(tenant, NONE);
    }

    /// The latest model that was refused and that no other has followed.
    public Optional<Refusal> latestRefusal(String tenant) {
        return Optional.ofNullable(refusals.get(tenant));
    }

    /// The swap: one reference, from one moment to the next.
    ///
    /// @return what served before
    Serving swap(String tenant, ServingModel next) {
        refusals.remove(tenant);
        var before = serving.put(tenant, new Serving.Ready(next));
        return before == null ? NONE : before;
    }

    void refused(String tenant, Refusal refusal) {
        refusals.put(tenant, refusal);
    }
}
