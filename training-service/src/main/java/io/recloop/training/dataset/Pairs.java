package io.recloop.training.dataset;

import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.training.engine.Ages;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// All (user, item) pairs in compressed rows, items ascending within a user: entries `indptr[u]..indptr[u+1]` of the
/// other arrays belong to user row *u*. Filled once, by one thread, in that order.
///
/// | array    | holds                                                                                 |
/// |----------|---------------------------------------------------------------------------------------|
/// | `item`   | item row                                                                              |
/// | `weight` | > 0 where the pair's last word is yes, else 0                                         |
/// | `past`   | the same as it was when the slice began; NaN where the pair had not been seen by then |
/// | `marks`  | [#HELD], [#DISLIKED], [#PAST_DISLIKED]                                                |
/// | `order`  | of what is or was liked: how many of those the user came to like later; ties by item   |
final class Pairs {
    static final byte HELD = 1;
    static final byte DISLIKED = 2;
    static final byte PAST_DISLIKED = 4;

    private final int users;
    private final int items;
    private final int[] indptr;
    private final int[] item;
    private final float[] weight;
    private final float[] past;
    private final byte[] marks;
    private final int[] order;
    private long[] times = new long[64];
    private long earliest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private int size;
    private int user;

    Pairs(int users, int items, int pairs) {
        this.users = users;
        this.items = items;
        this.indptr = new int[users + 1];
        this.item = new int[pairs];
        this.weight = new float[pairs];
        this.past = new float[pairs];
        this.marks = new byte[pairs];
        this.order = new int[pairs];
    }

    /// @param since when the user came to like it; does not matter for what was never liked
    /// @throws IllegalArgumentException where users do not ascend or there are more pairs than was said
    void add(int userRow, int itemRow, long since, float nowWeight, float pastWeight, int mark) {
        if (userRow < user || userRow >= users || size == item.length) {
            throw new IllegalArgumentException("pair %d of %d is of user %d, after user %d of %d"
                    .formatted(size, item.length, userRow, user, users));
        }
        while (user < userRow) {
            endUser();
        }
        int at = size - indptr[user];
        if (at == times.length) {
            times = Arrays.copyOf(times, 2 * at);
        }
        times[at] = since;
        item[size] = itemRow;
        weight[size] = nowWeight;
        past[size] = pastWeight;
        marks[size++] = (byte) mark;
    }

    /// To be called once, after the last pair.
    void end() {
        if (size != item.length) {
            throw new IllegalArgumentException("%d pairs where %d were said".formatted(size, item.length));
        }
        while (user < users) {
            endUser();
        }
        times = new long[0];
    }

    private void endUser() {
        int from = indptr[user];
        var liked = new long[size - from];
        int count = 0;
        for (int pair = from; pair < size; pair++) {
            if (wasEverLiked(pair)) {
                liked[count++] = times[pair - from];
            }
        }
        Arrays.sort(liked, 0, count);
        if (count > 0) {
            earliest = Math.min(earliest, liked[0]);
            newest = Math.max(newest, liked[count - 1]);
        }
        // How many of those at the same time have their place.
        var placed = new int[count];
        for (int pair = from; pair < size; pair++) {
            if (wasEverLiked(pair)) {
                int later = firstAfter(liked, count, times[pair - from]);
                order[pair] = count - later + placed[later - 1]++;
            }
        }
        indptr[++user] = size;
    }

    private boolean wasEverLiked(int pair) {
        return weight[pair] > 0 || past[pair] > 0;
    }

    private static int firstAfter(long[] ascending, int count, long time) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @FunctionalInterface
    private interface Choice {
        boolean of(int userRow, int pair);
    }

    /// What each user had, 0 for what is not a positive. Shares the arrays.
    CsrMatrix seen() {
        return new CsrMatrix(users, items, indptr, item, weight);
    }

    CsrMatrix seenBefore() {
        return matrix((userRow, pair) -> !Float.isNaN(past[pair]), past);
    }

    CsrMatrix positives(BitSet trainable) {
        return matrix((userRow, pair) -> weight[pair] > 0 && trainable.get(userRow), weight);
    }

    CsrMatrix positivesBefore(BitSet trainable) {
        return matrix((userRow, pair) -> past[pair] > 0 && trainable.get(userRow), past);
    }

    CsrMatrix heldOut() {
        return matrix((userRow, pair) -> (marks[pair] & HELD) != 0, weight);
    }

    /// Of some of what is or was liked; null where all came at one time, or nobody knows when.
    ///
    /// @param positives not `seen()`: entries that were never liked have no age
    @Nullable
    CsrMatrix ages(CsrMatrix positives) {
        if (earliest >= newest) {
            return null;
        }
        var newer = new float[positives.entries()];
        for (int row = 0; row < users; row++) {
            int pair = indptr[row];
            for (int entry = positives.rowStart(row); entry < positives.rowEnd(row); entry++) {
                while (item[pair] < positives.indices()[entry]) {
                    pair++;
                }
                newer[entry] = order[pair];
            }
        }
        return Ages.of(positives, newer);
    }

    /// Hard negatives of those users, every value 1.
    CsrMatrix disliked(byte mark, BitSet trainable) {
        return matrix((userRow, pair) -> (marks[pair] & mark) != 0 && trainable.get(userRow), null);
    }

    private CsrMatrix matrix(Choice choice, float @Nullable [] values) {
        var starts = new int[users + 1];
        for (int row = 0; row < users; row++) {
            int chosen = 0;
            for (int pair = indptr[row]; pair < indptr[row + 1]; pair++) {
                chosen += choice.of(row, pair) ? 1 : 0;
            }
            starts[row + 1] = starts[row] + chosen;
        }
        if (starts[users] == size && values != null) {
            return new CsrMatrix(users, items, indptr, item, values);
        }
        var indices = new int[starts[users]];
        var kept = new float[starts[users]];
        int at = 0;
        for (int row = 0; row < users; row++) {
            for (int pair = indptr[row]; pair < indptr[row + 1]; pair++) {
                if (choice.of(row, pair)) {
                    indices[at] = item[pair];
                    kept[at++] = values == null ? 1 : values[pair];
                }
            }
        }
        return new CsrMatrix(users, items, starts, indices, kept);
    }
}
