package io.recloop.training.dataset;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.BitSet;

/// All (user, item) pairs in compressed rows, items ascending within a user: entries `indptr[u]..indptr[u+1]` of the
/// other arrays belong to user row *u*. Filled once, by one thread, in that order.
///
/// | array    | holds                                                                                 |
/// |----------|---------------------------------------------------------------------------------------|
/// | `item`   | item row                                                                              |
/// | `weight` | > 0 where the pair's last word is yes, else 0                                         |
/// | `past`   | the same as it was when the slice began; NaN where the pair had not been seen by then |
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
    private final byte[] marks;
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
    }

    /// @throws IllegalArgumentException where users do not ascend or there are more pairs than was said
    void add(int userRow, int itemRow, float nowWeight, float pastWeight, int mark) {
        if (userRow < user || userRow >= users || size == item.length) {
            throw new IllegalArgumentException("pair %d of %d is of user %d, after user %d of %d"
                    .formatted(size, item.length, userRow, user, users));
        }
        while (user < userRow) {
            indptr[++user] = size;
        }
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
            indptr[++user] = size;
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

    CsrMatrix heldOut() {
        return matrix((userRow, pair) -> (marks[pair] & HELD) != 0, weight);
    }

    /// Hard negatives of those users, every value 1.
    CsrMatrix disliked(byte mark, BitSet trainable) {
        return matrix((userRow, pair) -> (marks[pair] & mark) != 0 && trainable.get(userRow), null);
    }

    private CsrMatrix matrix(Choice choice, float @org.jspecify.annotations.Nullable [] values) {
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
