package io.recloop.learning.dataset;

import io.recloop.learning.engine.Ages;
import io.recloop.numerics.sparse.CsrMatrix;
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
/// | `order`  | of the times at which the user came to like something, how many are later             |
/// | `marks`  | [#HELD], [#DISLIKED], [#PAST_DISLIKED]                                                |
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
    private final float[] order;
    private final byte[] marks;
    private long[] heldSince = new long[64];
    private int held;
    private long[] since = new long[64];
    private int size;
    private int user;

    Pairs(int users, int items, int pairs) {
        this.users = users;
        this.items = items;
        this.indptr = new int[users + 1];
        this.item = new int[pairs];
        this.weight = new float[pairs];
        this.past = new float[pairs];
        this.order = new float[pairs];
        this.marks = new byte[pairs];
    }

    /// @param likedSince   microseconds of the epoch, 0 where it is not liked
    /// @throws IllegalArgumentException where users do not ascend or there are more pairs than was said
    void add(int userRow, int itemRow, float nowWeight, float pastWeight, int mark, long likedSince) {
        if (userRow < user || userRow >= users || size == item.length) {
            throw new IllegalArgumentException("pair %d of %d is of user %d, after user %d of %d"
                    .formatted(size, item.length, userRow, user, users));
        }
        endUsersBefore(userRow);
        int nth = size - indptr[user];
        if (nth == since.length) {
            since = Arrays.copyOf(since, 2 * nth);
        }
        since[nth] = likedSince;
        item[size] = itemRow;
        weight[size] = nowWeight;
        past[size] = pastWeight;
        marks[size++] = (byte) mark;
        if ((mark & HELD) != 0) {
            if (held == heldSince.length) {
                heldSince = Arrays.copyOf(heldSince, 2 * held);
            }
            heldSince[held++] = likedSince;
        }
    }

    /// To be called once, after the last pair.
    void end() {
        if (size != item.length) {
            throw new IllegalArgumentException("%d pairs where %d were said".formatted(size, item.length));
        }
        endUsersBefore(users);
    }

    private void endUsersBefore(int userRow) {
        while (user < userRow) {
            setOrder();
            indptr[++user] = size;
        }
    }

    /// Of the pairs of the user at hand.
    private void setOrder() {
        int start = indptr[user];
        int count = size - start;
        var times = Arrays.stream(since, 0, count).sorted().distinct().toArray();
        for (int nth = 0; nth < count; nth++) {
            order[start + nth] = times.length - 1 - Arrays.binarySearch(times, since[nth]);
        }
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

    /// Of the positives of those users; null where there is no order among them.
    @Nullable
    CsrMatrix ages(BitSet trainable) {
        return Ages.of(matrix((userRow, pair) -> weight[pair] > 0 && trainable.get(userRow), order));
    }

    @Nullable
    CsrMatrix agesBefore(BitSet trainable) {
        return Ages.of(matrix((userRow, pair) -> past[pair] > 0 && trainable.get(userRow), order));
    }

    CsrMatrix heldOut() {
        return matrix((userRow, pair) -> (marks[pair] & HELD) != 0, weight);
    }

    /// How many of them were liked later than that.
    ///
    /// @param moment microseconds of the epoch
    int heldOutAfter(long moment) {
        return (int) Arrays.stream(heldSince, 0, held)
                .filter(liked -> liked > moment)
                .count();
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
