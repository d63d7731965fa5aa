package io.recloop.recommender.model;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A model in memory, and how many requests read it. Its memory is given back once, by whoever is last: the request
/// that leaves after the model was retired, or who retires it when nobody reads it.
///
/// Readers take no lock and never wait: entering and leaving are one atomic addition each.
final class LeasedModel {
    /// The sign bit of the count; far from any number of readers.
    private static final int RETIRED = Integer.MIN_VALUE;

    private final Serving.Ready serving;
    private final Runnable release;

    /// Readers, plus [#RETIRED] once the model takes no new ones.
    private final AtomicInteger readers = new AtomicInteger();

    private final AtomicBoolean released = new AtomicBoolean();

    /// @param release gives the memory back; called once
    LeasedModel(ServingModel model, Runnable release) {
        this.serving = new Serving.Ready(model);
        this.release = release;
    }

    Serving.Ready serving() {
        return serving;
    }

    /// @return whether the model may be read, until [#leave]; not where it is retired
    boolean enter() {
        if (readers.getAndIncrement() >= 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (readers.decrementAndGet() == RETIRED) {
            releaseOnce();
        }
    }

    /// No new readers from now on; call it once.
    void retire() {
        if (readers.getAndAdd(RETIRED) == 0) {
            releaseOnce();
        }
    }

    /// One that came too late takes the count from and back to [#RETIRED] after the last reader has, hence the flag.
    private void releaseOnce() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
