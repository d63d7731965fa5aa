package io.recloop.recommender.model;

import java.util.concurrent.atomic.AtomicBoolean;

/// A model that had to make room, until somebody asks for it.
final class EvictedModel implements ModelSlot {
    private final ServingState.Evicted serving;
    private final AtomicBoolean wanted = new AtomicBoolean();

    EvictedModel(ServingModel model) {
        this.serving = new ServingState.Evicted(model.generation(), model.modelId());
    }

    @Override
    public ServingState.Evicted serving() {
        return serving;
    }

    /// @return whether this is the first time
    boolean want() {
        return !wanted.getOpaque() && wanted.compareAndSet(false, true);
    }
}
