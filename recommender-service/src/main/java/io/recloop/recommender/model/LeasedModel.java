package io.recloop.recommender.model;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A model in memory, and how many requests read it. Its memory is given back once, by the last of them: the request
/// that leaves after the model was retired, or who retires it when nobody reads it.
///
/// Readers take no lock and never wait: entering and leaving are one atomic addition each.
final class LeasedModel implements ModelSlot {
    /// The sign bit of the count; far from any number of readers.
    private static final int RETIRED = Integer.MIN_VALUE;

    private final ServingState.Ready serving;
    private final Runnable release;

    /// Readers, plus [#RETIRED] once the model takes no new ones.
    private final AtomicInteger readers = new AtomicInteger();

    private final AtomicBoolean released = new AtomicBoolean();

    /// By [System#nanoTime]; which of two models was read later is all that it is for.
    private final AtomicLong usedAt = new AtomicLong(System.nanoTime());

    /// @param release gives the memory back; called once
    LeasedModel(ServingModel model, Runnable release) {
        this.serving = new ServingState.Ready(model);
        this.release = release;
    }

    @Override
    public ServingState.Ready serving() {
        return serving;
    }

    long residentBytes() {
        return serving.model().memory().residentBytes();
    }

    boolean isIdlerThan(LeasedModel other) {
        return usedAt.getOpaque() - other.usedAt.getOpaque() < 0;
    }

    /// A new model of a tenant is as much in use as the one before it.
    void usedAsLatelyAs(LeasedModel before) {
        usedAt.setOpaque(before.usedAt.getOpaque());
    }

    /// @return whether the model may be read, until [#leave]; not where it is retired
    boolean enter() {
        if (readers.getAndIncrement() >= 0) {
            usedAt.setOpaque(System.nanoTime());
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
