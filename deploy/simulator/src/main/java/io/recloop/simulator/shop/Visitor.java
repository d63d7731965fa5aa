package io.recloop.simulator.shop;

import java.util.BitSet;

/// Somebody with a taste and a memory. Thread-safe.
public final class Visitor {
    private final String id;
    private final float[] taste;
    private final BitSet had = new BitSet();

    Visitor(int index, float[] taste) {
        this.id = "user-%05d".formatted(index + 1);
        this.taste = taste;
    }

    public String id() {
        return id;
    }

    float[] taste() {
        return taste;
    }

    /// Whether this visitor ever touched the item; a recommender that excludes what was seen will not show it again.
    public boolean has(int item) {
        synchronized (had) {
            return had.get(item);
        }
    }

    public void remember(int item) {
        synchronized (had) {
            had.set(item);
        }
    }

    BitSet memory() {
        synchronized (had) {
            return (BitSet) had.clone();
        }
    }
}
