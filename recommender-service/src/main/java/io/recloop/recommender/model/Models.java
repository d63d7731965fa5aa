package io.recloop.recommender.model;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The serving model of each tenant. Readers never block; one thread writes.
@Singleton
public final class Models {
    private static final ServingState NONE = new ServingState.NoModelYet();

    private final Map<String, ModelSlot> slots = new ConcurrentHashMap<>();
    private final Map<String, Refusal> refusals = new ConcurrentHashMap<>();
    private final Map<String, LoadRetry> waiting = new ConcurrentHashMap<>();
    private volatile Consumer<String> bringBack = tenant -> {};

    /// What a request reads from, once: from here on no swap concerns it. To be closed when the answer is made.
    public Lease lease(String tenant) {
        while (true) {
            switch (slots.get(tenant)) {
                case null -> {
                    return Lease.ofNothing(NONE);
                }
                case EvictedModel evicted -> {
                    if (evicted.want()) {
                        bringBack.accept(tenant);
                    }
                    return Lease.ofNothing(evicted.serving());
                }
                case LeasedModel model -> {
                    if (model.enter()) {
                        return Lease.of(model);
                    }
                    // It was swapped since it was looked up: the next turn finds the one that took its place.
                }
            }
        }
    }

    /// To look at what serves. A caller that reads users or items of the model takes a [#lease] instead.
    public ServingState current(String tenant) {
        var slot = slots.get(tenant);
        return slot == null ? NONE : slot.serving();
    }

    /// Those of whom a model was announced, if only one that was refused or is waited for.
    Set<String> tenants() {
        var tenants = new TreeSet<String>(slots.keySet());
        tenants.addAll(refusals.keySet());
        tenants.addAll(waiting.keySet());
        return tenants;
    }

    /// The latest model that was refused and that no other has followed.
    public Optional<Refusal> latestRefusal(String tenant) {
        return Optional.ofNullable(refusals.get(tenant));
    }

    /// The model that would be loaded if only it could be read.
    public Optional<LoadRetry> waiting(String tenant) {
        return Optional.ofNullable(waiting.get(tenant));
    }

    /// The listener that hears, once, that an evicted model was asked for.
    void onDemand(Consumer<String> bringer) {
        bringBack = bringer;
    }

    /// The swap: one reference, from one moment to the next. The model before goes when its last reader has left.
    ///
    /// @param release gives the memory of the next one back, when its time has come
    /// @return what served before
    ServingState swap(String tenant, ServingModel next, Runnable release) {
        refusals.remove(tenant);
        waiting.remove(tenant);
        var model = new LeasedModel(next, release);
        var slot = slots.get(tenant);
        if (slot instanceof LeasedModel before) {
            model.usedAsLatelyAs(before);
        }
        slots.put(tenant, model);
        if (slot instanceof LeasedModel before) {
            before.retire();
        }
        return slot == null ? NONE : slot.serving();
    }

    /// The model that nobody has read for the longest time; absent where no more than one is loaded.
    Optional<ServingModel> idlest() {
        int loaded = 0;
        @Nullable LeasedModel idlest = null;
        for (var slot : slots.values()) {
            if (slot instanceof LeasedModel model) {
                loaded++;
                if (idlest == null || model.isIdlerThan(idlest)) {
                    idlest = model;
                }
            }
        }
        return loaded < 2 || idlest == null
                ? Optional.empty()
                : Optional.of(idlest.serving().model());
    }

    /// Of all models that serve.
    long residentBytes() {
        return slots.values().stream()
                .mapToLong(slot -> slot instanceof LeasedModel model ? model.residentBytes() : 0)
                .sum();
    }

    /// Takes the tenant's model out of memory until somebody asks for it.
    void evict(String tenant) {
        if (slots.get(tenant) instanceof LeasedModel model) {
            slots.put(tenant, new EvictedModel(model.serving().model()));
            model.retire();
        }
    }

    /// An evicted model that cannot come back.
    void forget(String tenant) {
        slots.computeIfPresent(tenant, (name, slot) -> slot instanceof EvictedModel ? null : slot);
    }

    void refused(String tenant, Refusal refusal) {
        waiting.remove(tenant);
        refusals.put(tenant, refusal);
    }

    void waits(String tenant, LoadRetry attempt) {
        waiting.put(tenant, attempt);
    }
}
