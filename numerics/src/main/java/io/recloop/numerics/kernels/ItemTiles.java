package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.checkIndex;

import org.jspecify.annotations.Nullable;

/// All item factors, packed so that the best items of one user, or of many, are found in one pass.
///
/// Exact: a list is what scoring every item would give, and a score is [Kernels#dot] of user and item. Items
/// that cannot enter a list are found by bounds ([QuantizedItems]) and not scored: a first pass reads eight bits
/// a value, a quarter of the memory, and it goes by descending norm, so that it ends where nothing can follow.
/// Immutable, hence safe for threads.
public final class ItemTiles {
    /// If fewer than one in this number of items are open, their scores alone cost less than the pass.
    private static final int PASS_PER_SCORE = 16;

    private final int items;
    private final int k;
    private final float[] rows;
    private final QuantizedItems quantized;
    private final BlockBounds bounds;

    private ItemTiles(float[] rows, int items, int k, BlockBounds bounds) {
        this.rows = rows;
        this.items = items;
        this.k = k;
        this.quantized = new QuantizedItems(rows, items, k);
        this.bounds = bounds;
    }

    /// @param itemFactors `float[items·k]`, row-major; kept, so nobody may write to it afterwards
    public static ItemTiles pack(float[] itemFactors, int items, int k) {
        return pack(itemFactors, items, k, BlockBounds.active());
    }

    static ItemTiles pack(float[] itemFactors, int items, int k, BlockBounds bounds) {
        if (k <= 0 || items < 0 || (long) items * k != itemFactors.length) {
            throw new IllegalArgumentException(
                    "%d x %d factors in an array of %d".formatted(items, k, itemFactors.length));
        }
        return new ItemTiles(itemFactors, items, k, bounds);
    }

    public int items() {
        return items;
    }

    public int factors() {
        return k;
    }

    /// How lists are found, for people.
    public String description() {
        return "exact, 8-bit first pass by norm (spread %.1f), kernels: %s"
                .formatted(quantized.spread(rows), Kernels.active());
    }

    /// The best items for one user, sorted into `best`.
    ///
    /// @param user     the user's factors at `[offset, offset + k)`
    /// @param excluded rows never returned, or null
    public void top(float[] user, int offset, @Nullable ItemSet excluded, TopK best) {
        checkFromIndexSize(offset, k, user.length);
        checkExcluded(excluded);
        best.clear();
        if (excluded != null && fewOpen(excluded)) {
            scoreOpen(user, offset, excluded, best);
        } else {
            pass(user, offset, excluded, best);
        }
        best.sort();
    }

    private void pass(float[] user, int offset, @Nullable ItemSet excluded, TopK best) {
        float slack = quantized.slack(user, offset);
        float reach = quantized.reach(user, offset);
        for (int block = 0; block < quantized.blocks(); block++) {
            long reaching = -1;
            if (slack < Float.POSITIVE_INFINITY) {
                if (reach * quantized.norm(block) < best.threshold()) {
                    return;
                }
                reaching = bounds.reaching(
                        quantized.words(),
                        quantized.offset(block),
                        k,
                        user,
                        offset,
                        slack,
                        quantized.scales(),
                        block * QuantizedItems.BLOCK,
                        best.threshold());
            }
            offer(block, reaching, user, offset, excluded, best);
        }
    }

    /// The best items for each of many users in one pass over the items: a block of them is read once and stays in
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
        var pass = new ManyUsersPass(users, count);
        for (int u = 0; u < count; u++) {
            float slack = quantized.slack(users, offsets[u]);
            if (fewOpen(excluded[u])) {
                scoreOpen(users, offsets[u], excluded[u], best[u]);
            } else if (slack < Float.POSITIVE_INFINITY) {
                pass.add(offsets[u], slack, excluded[u], best[u]);
            } else {
                pass(users, offsets[u], excluded[u], best[u]);
            }
        }
        pass.run();
        for (int u = 0; u < count; u++) {
            best[u].sort();
        }
    }

    /// The users that a pass still goes on for are the first `size` of each array.
    private final class ManyUsersPass {
        private final float[] users;
        private final int[] offsets;
        private final float[] slacks;
        private final float[] reaches;
        private final float[] thresholds;
        private final ItemSet[] excluded;
        private final TopK[] best;
        private final long[] reaching = new long[4];
        private int size;

        ManyUsersPass(float[] users, int most) {
            this.users = users;
            this.offsets = new int[most];
            this.slacks = new float[most];
            this.reaches = new float[most];
            this.thresholds = new float[most];
            this.excluded = new ItemSet[most];
            this.best = new TopK[most];
        }

        void add(int offset, float slack, ItemSet without, TopK list) {
            offsets[size] = offset;
            slacks[size] = slack;
            reaches[size] = quantized.reach(users, offset);
            thresholds[size] = list.threshold();
            excluded[size] = without;
            best[size++] = list;
        }

        void run() {
            for (int block = 0; block < quantized.blocks() && size > 0; block++) {
                leaveOutWhoIsDone(quantized.norm(block));
                int scale = block * QuantizedItems.BLOCK;
                int fours = size - size % 4;
                for (int u = 0; u < fours; u += 4) {
                    bounds.reachingForFour(
                            quantized.words(),
                            quantized.offset(block),
                            k,
                            users,
                            offsets,
                            u,
                            slacks,
                            quantized.scales(),
                            scale,
                            thresholds,
                            reaching);
                    for (int i = 0; i < 4; i++) {
                        offerTo(u + i, block, reaching[i]);
                    }
                }
                for (int u = fours; u < size; u++) {
                    long bits = bounds.reaching(
                            quantized.words(),
                            quantized.offset(block),
                            k,
                            users,
                            offsets[u],
                            slacks[u],
                            quantized.scales(),
                            scale,
                            thresholds[u]);
                    offerTo(u, block, bits);
                }
            }
        }

        private void offerTo(int user, int block, long bits) {
            if (bits != 0) {
                offer(block, bits, users, offsets[user], excluded[user], best[user]);
                thresholds[user] = best[user].threshold();
            }
        }

        private void leaveOutWhoIsDone(float norm) {
            for (int u = size - 1; u >= 0; u--) {
                if (reaches[u] * norm < thresholds[u]) {
                    size--;
                    offsets[u] = offsets[size];
                    slacks[u] = slacks[size];
                    reaches[u] = reaches[size];
                    thresholds[u] = thresholds[size];
                    excluded[u] = excluded[size];
                    best[u] = best[size];
                }
            }
        }
    }

    private void offer(int block, long reaching, float[] user, int offset, @Nullable ItemSet excluded, TopK best) {
        for (long bits = reaching & quantized.real(block); bits != 0; bits &= bits - 1) {
            int row = quantized.row(block * QuantizedItems.BLOCK + Long.numberOfTrailingZeros(bits));
            if (excluded == null || !excluded.contains(row)) {
                best.offer(row, Kernels.ACTIVE.dot(user, offset, rows, row * k, k));
            }
        }
    }

    private boolean fewOpen(ItemSet excluded) {
        return (items - excluded.size()) * (long) PASS_PER_SCORE < items;
    }

    private void scoreOpen(float[] user, int offset, ItemSet excluded, TopK best) {
        for (int row = excluded.nextAbsent(0); row < items; row = excluded.nextAbsent(row + 1)) {
            best.offer(row, Kernels.ACTIVE.dot(user, offset, rows, row * k, k));
        }
    }

    /// The scores of all items for one user.
    ///
    /// @param out receives `float[items]`
    public void scores(float[] user, int offset, float[] out) {
        checkFromIndexSize(offset, k, user.length);
        checkFromIndexSize(0, items, out.length);
        for (int row = 0; row < items; row++) {
            out[row] = Kernels.ACTIVE.dot(user, offset, rows, row * k, k);
        }
    }

    /// Copies one item's factors.
    public void factors(int item, float[] out, int offset) {
        System.arraycopy(rows, checkIndex(item, items) * k, out, offset, k);
    }

    private void checkExcluded(@Nullable ItemSet excluded) {
        if (excluded != null && excluded.items() != items) {
            throw new IllegalArgumentException("excluded is over %d items, not %d".formatted(excluded.items(), items));
        }
    }
}
