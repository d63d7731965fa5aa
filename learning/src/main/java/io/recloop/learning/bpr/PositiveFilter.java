package io.recloop.learning.bpr;

import io.recloop.numerics.sparse.CsrMatrix;

/// Whether a user had an item: nearly always answered by one bit, and by a search of the row where the bit is shared.
/// Immutable.
final class PositiveFilter {
    private final CsrMatrix positives;
    private final long[] words;
    private final int shift;

    PositiveFilter(CsrMatrix positives) {
        this.positives = positives;
        long bits = Long.highestOneBit(Math.max(1024, 16L * positives.entries()));
        this.words = new long[(int) (bits >>> 6)];
        this.shift = 64 - Long.numberOfTrailingZeros(bits);
        for (int user = 0; user < positives.rows(); user++) {
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                long bit = bit(user, positives.indices()[entry]);
                words[(int) (bit >>> 6)] |= 1L << bit;
            }
        }
    }

    /// Bytes for that many entries.
    static long memory(long entries) {
        return 2 * entries;
    }

    boolean contains(int user, int item) {
        long bit = bit(user, item);
        return (words[(int) (bit >>> 6)] >>> bit & 1) != 0 && positives.contains(user, item);
    }

    private long bit(int user, int item) {
        long pair = (long) user * positives.cols() + item;
        return pair * 0x9e3779b97f4a7c15L >>> shift;
    }
}
