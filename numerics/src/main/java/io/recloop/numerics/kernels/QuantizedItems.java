package io.recloop.numerics.kernels;

import java.util.Arrays;

/// Item rows in eight bits, in blocks of 64 by descending norm: what the first pass of [ItemTiles] reads.
///
/// Of an item with scale *s* a value *y* is kept as a number *v* of eight bits with `|v − y/s| ≤ ½·(1 + 2⁻²⁰)`, see
/// [BlockBounds] for what is read. For a user *u* whose product with *v* is *p*, summed in single precision,
/// and with every sum of `k` products in single precision within `2·k·2⁻²⁴` of its magnitude, it follows that the
/// score in single precision is at most `s·(p + ‖u‖₁·(½·(1 + 2⁻²⁰) + (4·k + 16)·2⁻²⁴·128))`: [#slack]. An item
/// whose bound does not reach the list's worst score need not be scored.
/// Also `score ≤ ‖u‖₂·‖y‖₂·(1 + 2·k·2⁻²⁴)`, so a block whose first norm is too small ends the pass: [#reach].
/// Immutable, hence safe for threads.
final class QuantizedItems {
    static final int BLOCK = 64;
    static final int WORDS = BLOCK / Integer.BYTES;

    /// One of 127 is left for the fraction that lies below a byte.
    private static final double LARGEST = 126;
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    /// Between these neither scales nor sums leave the normal numbers; smaller values are zero in eight bits.
    private static final double LEAST = 0x1p-60;
    private static final double MOST = 0x1p60;
    /// Covers the rounding of the bounds themselves.
    private static final double ROUNDED_UP = 1 + 0x1p-10;

    private final int k;
    private final int[] words;
    private final float[] scales;
    private final int[] rowAt;
    private final float[] blockNorms;
    private final boolean bounded;

    /// @param rows `float[items·k]`, row-major
    QuantizedItems(float[] rows, int items, int k) {
        this.k = k;
        int blocks = Math.ceilDiv(items, BLOCK);
        this.words = new int[Math.multiplyExact(blocks * WORDS, k)];
        this.scales = new float[blocks * BLOCK];
        this.rowAt = new int[items];
        this.blockNorms = new float[blocks];
        var byNorm = new long[items];
        boolean finite = true;
        for (int row = 0; row < items; row++) {
            double norm = norm(rows, row * k, k);
            finite &= norm <= MOST;
            // Of a positive float the bits are in the order of the numbers.
            byNorm[row] = (long) ~Float.floatToRawIntBits((float) norm) << Integer.SIZE | row;
        }
        this.bounded = finite;
        if (finite) {
            Arrays.sort(byNorm);
        }
        for (int at = 0; at < items; at++) {
            rowAt[at] = (int) byNorm[at];
        }
        for (int block = 0; block < blocks && finite; block++) {
            blockNorms[block] = (float) (norm(rows, rowAt[block * BLOCK] * k, k) * ROUNDED_UP);
            quantize(rows, block, items);
        }
    }

    private void quantize(float[] rows, int block, int items) {
        int from = block * BLOCK;
        int count = Math.min(BLOCK, items - from);
        var inverse = new double[BLOCK];
        for (int i = 0; i < count; i++) {
            int base = rowAt[from + i] * k;
            double largest = LEAST;
            for (int f = 0; f < k; f++) {
                largest = Math.max(largest, Math.abs(rows[base + f]));
            }
            float scale = (float) (largest / LARGEST);
            inverse[i] = 1 / (double) scale;
            scales[from + i] = scale * 0x1p-24f;
        }
        for (int f = 0; f < k; f++) {
            for (int lane = 0; lane < WORDS; lane++) {
                int word = 0;
                for (int part = 0, shift = 0; part < BLOCK; part += WORDS, shift += Byte.SIZE) {
                    int i = part + lane;
                    double value = i < count ? rows[rowAt[from + i] * k + f] * inverse[i] : 0;
                    double below = (word & (1L << shift) - 1) * (1.0 / (1L << shift));
                    word |= ((int) Math.rint(value - below) & 0xff) << shift;
                }
                words[(block * WORDS) * k + f * WORDS + lane] = word;
            }
        }
    }

    private static double norm(float[] values, int offset, int k) {
        double sum = 0;
        for (int i = offset; i < offset + k; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }

    int[] words() {
        return words;
    }

    /// Where a block's words begin.
    int offset(int block) {
        return block * WORDS * k;
    }

    /// Of the item at each place, times 2⁻²⁴.
    float[] scales() {
        return scales;
    }

    int row(int place) {
        return rowAt[place];
    }

    int blocks() {
        return blockNorms.length;
    }

    /// The largest norm of a block's items, rounded up.
    float norm(int block) {
        return blockNorms[block];
    }

    /// Bits of the places of a block that are items.
    long real(int block) {
        int left = rowAt.length - block * BLOCK;
        return left >= BLOCK ? -1L : (1L << left) - 1;
    }

    /// What to add to a user's product for an upper bound, times 2²⁴; infinite where there is no bound, then nothing
    /// may be left out.
    float slack(float[] user, int offset) {
        double sum = LEAST;
        for (int f = offset; f < offset + k; f++) {
            sum += Math.abs((double) user[f]);
        }
        if (!bounded || !(sum <= MOST)) {
            return Float.POSITIVE_INFINITY;
        }
        return (float) (sum * ROUNDED_UP * (0x1p23 + (4.0 * k + 16) * UNIT_ROUNDOFF * 0x1p31));
    }

    /// Times a block's norm this is the most that its items can score for a user.
    float reach(float[] user, int offset) {
        return (float) (norm(user, offset, k) * ROUNDED_UP * (1 + 2 * k * UNIT_ROUNDOFF));
    }

    /// The norm at a tenth of the items over that at nine tenths: how soon a pass may end.
    double spread(float[] rows) {
        int items = rowAt.length;
        if (!bounded || items == 0) {
            return 1;
        }
        double low = norm(rows, rowAt[items - 1 - items / 10] * k, k);
        return norm(rows, rowAt[items / 10] * k, k) / Math.max(low, LEAST);
    }
}
