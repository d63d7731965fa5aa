package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.checkIndex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All item factors, packed so that one pass scores every item for one user, or for many, at the speed of memory.
///
/// Layout: tiles of 16 items, feature-major within a tile (`tile, feature, item`), padded with zeros to blocks of
/// four tiles. Sizes: `items·k` rounded up to 64 items must stay below 2³¹ values.
///
/// Exact: every item is scored. A score is the sequential sum over features: it differs from
/// {@link Kernels#dot} by at most `2·k·2⁻²⁴·Σ|uᵢyᵢ|`, and is the same whether one user or many are scored.
/// Immutable, hence safe for threads.
public final class ItemTiles {
    static final int TILE = 16;
    static final int BLOCK = 64;

    private final int items;
    private final int k;
    private final float[] tiles;

    private ItemTiles(int items, int k, float[] tiles) {
        this.items = items;
        this.k = k;
        this.tiles = tiles;
    }

    /// @param itemFactors `float[items·k]`, row-major; copied
    public static ItemTiles pack(float[] itemFactors, int items, int k) {
        if (k <= 0 || items < 0 || (long) items * k != itemFactors.length) {
            throw new IllegalArgumentException(
                    "%d x %d factors in an array of %d".formatted(items, k, itemFactors.length));
        }
        int padded = Math.multiplyExact((items + BLOCK - 1) / BLOCK, BLOCK);
        var tiles = new float[Math.multiplyExact(padded, k)];
        for (int item = 0; item < items; item++) {
            int base = item / TILE * TILE * k + item % TILE;
            for (int f = 0; f < k; f++) {
                tiles[base + f * TILE] = itemFactors[item * k + f];
            }
        }
        return new ItemTiles(items, k, tiles);
    }

    public int items() {
        return items;
    }

    public int factors() {
        return k;
    }

    /// The best items for one user, sorted into `best`.
    ///
    /// @param user     the user's factors at `[offset, offset + k)`
    /// @param excluded rows never returned, or null
    public void top(float[] user, int offset, @Nullable ItemSet excluded, TopK best) {
        checkFromIndexSize(offset, k, user.length);
        checkExcluded(excluded);
        best.clear();
        var scores = new float[BLOCK];
        for (int block = 0; block * BLOCK < items; block++) {
            long open = open(block, excluded);
            if (open == 0) {
                continue; // a whole block filtered out is not even read
            }
            long above = open
                    & Kernels.ACTIVE.scoreBlock(tiles, block * BLOCK * k, k, user, offset, best.threshold(), scores);
            for (; above != 0; above &= above - 1) {
                int i = Long.numberOfTrailingZeros(above);
                best.offer(block * BLOCK + i, scores[i]);
            }
        }
        best.sort();
    }

    /// The best items for each of many users in one pass over the tiles: a block of them is read once and stays in
    /// the nearest cache for all users. Some 16 to 64 at a time serve best.
    ///
    /// @param users    user *u*'s factors at `[offsets[u], offsets[u] + k)`
    /// @param count    how many users, the first of `offsets`, `excluded` and `best`
    /// @param excluded for each user its own
    /// @param best     for each its own, sorted when this returns
    public void topForEach(float[] users, int[] offsets, int count, ItemSet[] excluded, TopK[] best) {
        if (count < 0 || count > offsets.length || count > excluded.length || count > best.length) {
            throw new IllegalArgumentException("%d users, %d offsets, %d excluded, %d lists"
                    .formatted(count, offsets.length, excluded.length, best.length));
        }
        for (int u = 0; u < count; u++) {
            checkFromIndexSize(offsets[u], k, users.length);
            checkExcluded(excluded[u]);
            best[u].clear();
        }
        var scores = new float[4 * BLOCK];
        var above = new long[4];
        var thresholds = new float[count];
        Arrays.fill(thresholds, Float.NEGATIVE_INFINITY);
        int fours = count - count % 4;
        for (int block = 0; block * BLOCK < items; block++) {
            int offset = block * BLOCK * k;
            for (int u = 0; u < fours; u += 4) {
                Kernels.ACTIVE.scoreBlockForFour(tiles, offset, k, users, offsets, u, thresholds, scores, above);
                for (int i = 0; i < 4; i++) {
                    if (above[i] != 0) {
                        offer(block, above[i], scores, i * BLOCK, excluded[u + i], best[u + i]);
                        thresholds[u + i] = best[u + i].threshold();
                    }
                }
            }
            for (int u = fours; u < count; u++) {
                long bits = Kernels.ACTIVE.scoreBlock(tiles, offset, k, users, offsets[u], thresholds[u], scores);
                offer(block, bits, scores, 0, excluded[u], best[u]);
                thresholds[u] = best[u].threshold();
            }
        }
        for (int u = 0; u < count; u++) {
            best[u].sort();
        }
    }

    private void offer(int block, long above, float[] scores, int from, ItemSet excluded, TopK best) {
        for (long bits = above & open(block, excluded); bits != 0; bits &= bits - 1) {
            int i = Long.numberOfTrailingZeros(bits);
            best.offer(block * BLOCK + i, scores[from + i]);
        }
    }

    /// The scores of all items for one user.
    ///
    /// @param out receives `float[items]`
    public void scores(float[] user, int offset, float[] out) {
        checkFromIndexSize(offset, k, user.length);
        checkFromIndexSize(0, items, out.length);
        var scores = new float[BLOCK];
        for (int start = 0; start < items; start += BLOCK) {
            Kernels.ACTIVE.scoreBlock(tiles, start * k, k, user, offset, Float.POSITIVE_INFINITY, scores);
            System.arraycopy(scores, 0, out, start, Math.min(BLOCK, items - start));
        }
    }

    /// Copies one item's factors out of its tile.
    public void factors(int item, float[] out, int offset) {
        int base = checkIndex(item, items) / TILE * TILE * k + item % TILE;
        for (int f = 0; f < k; f++) {
            out[offset + f] = tiles[base + f * TILE];
        }
    }

    private long open(int block, @Nullable ItemSet excluded) {
        int left = items - block * BLOCK;
        long real = left >= BLOCK ? -1L : (1L << left) - 1;
        return excluded == null ? real : real & ~excluded.word(block);
    }

    private void checkExcluded(@Nullable ItemSet excluded) {
        if (excluded != null && excluded.items() != items) {
            throw new IllegalArgumentException("excluded is over %d items, not %d".formatted(excluded.items(), items));
        }
    }
}
