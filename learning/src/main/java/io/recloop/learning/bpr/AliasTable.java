package io.recloop.learning.bpr;

/// Draws from `0..size-1` in proportion to weights, in constant time.
///
/// Source: Vose, *A Linear Algorithm for Generating Random Numbers with a Given Distribution*, IEEE TSE 1991.
/// Immutable between two calls of [#fill].
final class AliasTable {
    private final float[] keep;
    private final int[] alias;
    private final int[] pending;
    private int size;

    AliasTable(int capacity) {
        this.keep = new float[capacity];
        this.alias = new int[capacity];
        this.pending = new int[capacity];
    }

    /// Forgets what it held for `weights[from..to)`.
    ///
    /// @return the sum of the weights; where it is 0 nothing may be drawn
    double fill(float[] weights, int from, int to) {
        size = to - from;
        double total = 0;
        for (int i = from; i < to; i++) {
            total += weights[i];
        }
        // One array for both piles: the light ones grow from its start, the heavy ones from its end.
        int light = 0;
        int heavy = size;
        for (int i = 0; i < size; i++) {
            keep[i] = (float) (weights[from + i] * size / total);
            alias[i] = i;
            if (keep[i] < 1) {
                pending[light++] = i;
            } else {
                pending[--heavy] = i;
            }
        }
        while (light > 0 && heavy < size) {
            int small = pending[--light];
            int large = pending[heavy];
            alias[small] = large;
            keep[large] -= 1 - keep[small];
            if (keep[large] < 1) {
                heavy++;
                pending[light++] = large;
            }
        }
        // What rounding has left over is as good as full.
        while (light > 0) {
            keep[pending[--light]] = 1;
        }
        return total;
    }

    int draw(RandomStream random) {
        long bits = random.next();
        int slot = RandomStream.below((int) bits, size);
        return (bits >>> 40) * 0x1p-24f < keep[slot] ? slot : alias[slot];
    }
}
