package io.recloop.learning.bpr;

import io.recloop.numerics.sparse.CsrMatrix;

/// Draws interactions in proportion to their weights and lays them out in strata: one for each block of users and
/// block of items.
///
/// Each block of users is drawn by itself, so often as its share of the weights: who draws it touches nothing of
/// another's.
final class PositiveDraws {
    private final CsrMatrix positives;
    private final int blocks;
    private final int[] users;
    private final int[] entryStarts;
    private final long[] passStarts;
    private final AliasTable[] tables;
    private final long[] pairs;
    private final int[] strata;
    private final int[] drawn;

    /// @param draws of one pass, at most as many as there are entries
    PositiveDraws(CsrMatrix positives, int blocks, int draws) {
        this.positives = positives;
        this.blocks = blocks;
        this.users = new int[positives.entries()];
        for (int user = 0; user < positives.rows(); user++) {
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                users[entry] = user;
            }
        }
        this.entryStarts = new int[blocks + 1];
        this.passStarts = new long[blocks + 1];
        cut(draws);
        this.tables = even(positives.values()) ? new AliasTable[0] : new AliasTable[blocks];
        for (int block = 0; block < tables.length; block++) {
            tables[block] = new AliasTable(entryStarts[block + 1] - entryStarts[block]);
            tables[block].fill(positives.values(), entryStarts[block], entryStarts[block + 1]);
        }
        this.pairs = new long[draws];
        this.drawn = new int[draws];
        this.strata = new int[blocks * blocks + 1];
        strata[blocks * blocks] = draws;
    }

    /// Bytes for that many entries and draws of a pass.
    static long memory(long entries, long draws) {
        return 16 * entries + 12 * draws;
    }

    /// Draws those of one block of users. Blocks may be drawn at the same time.
    void draw(int block, ItemBlocks items, RandomStream random) {
        int from = (int) passStarts[block];
        int to = (int) passStarts[block + 1];
        int first = entryStarts[block];
        int size = entryStarts[block + 1] - first;
        var next = new int[blocks];
        for (int i = from; i < to; i++) {
            int entry = first + (tables.length == 0 ? random.below(size) : tables[block].draw(random));
            drawn[i] = entry;
            next[items.blockOf(positives.indices()[entry])]++;
        }
        int start = from;
        for (int column = 0; column < blocks; column++) {
            int count = next[column];
            strata[block * blocks + column] = start;
            next[column] = start;
            start += count;
        }
        for (int i = from; i < to; i++) {
            int entry = drawn[i];
            int item = positives.indices()[entry];
            pairs[next[items.blockOf(item)]++] = (long) users[entry] << 32 | item;
        }
    }

    /// First index of a stratum's pairs, once every block of users is drawn.
    int from(int userBlock, int itemBlock) {
        return strata[userBlock * blocks + itemBlock];
    }

    /// Index behind a stratum's last pair.
    int to(int userBlock, int itemBlock) {
        return strata[userBlock * blocks + itemBlock + 1];
    }

    int user(int index) {
        return (int) (pairs[index] >>> 32);
    }

    int item(int index) {
        return (int) pairs[index];
    }

    /// Whole users to each block, as near to equal weights as they allow.
    private void cut(int draws) {
        var values = positives.values();
        double total = 0;
        for (float value : values) {
            total += value;
        }
        double running = 0;
        int block = 1;
        for (int user = 0; user < positives.rows(); user++) {
            for (int entry = positives.rowStart(user); entry < positives.rowEnd(user); entry++) {
                running += values[entry];
            }
            for (; block < blocks && running >= total * block / blocks; block++) {
                entryStarts[block] = positives.rowEnd(user);
                passStarts[block] = Math.round(draws * running / total);
            }
        }
        for (; block <= blocks; block++) {
            entryStarts[block] = positives.entries();
            passStarts[block] = draws;
        }
    }

    private static boolean even(float[] values) {
        for (float value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }
}
