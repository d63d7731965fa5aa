package io.recloop.recommender.model;

import org.jspecify.annotations.Nullable;

/// The right of one request to read what serves, until it is closed: a model's memory is not given back before that.
/// Belongs to the thread that took it; closing it twice does no harm.
public final class Lease implements AutoCloseable {
    private final ServingState serving;
    private @Nullable LeasedModel held;

    private Lease(ServingState serving, @Nullable LeasedModel held) {
        this.serving = serving;
        this.held = held;
    }

    static Lease of(LeasedModel entered) {
        return new Lease(entered.serving(), entered);
    }

    static Lease ofNothing(ServingState serving) {
        return new Lease(serving, null);
    }

    /// The same for as long as the lease lasts, whatever is swapped meanwhile.
    public ServingState serving() {
        return serving;
    }

    @Override
    public void close() {
        var leaving = held;
        if (leaving != null) {
            held = null;
            leaving.leave();
        }
    }
}
