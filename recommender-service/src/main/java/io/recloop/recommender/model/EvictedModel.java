package io.recloop.recommender.model;

import java.util.concurrent.atomic.AtomicBoolean;

/// A model that had to make room, until somebody asks for it.
final class EvictedModel implements Slot {
    private final Serving.Evicted serving;
    private final AtomicBoolean wanted = new AtomicBoolean();

    EvictedModel(ServingModel model) {
        this.serving = new Serving.Evicted(model.generation(), model.modelId());
    }

    @Override
    public Serving.Evicted serving() {
        return serving;
    }

    /// @return whether this is the first time
    boolean want() {
        return !wanted.getOpaque() && wanted.compareAndSet(false, true);
    }
}
