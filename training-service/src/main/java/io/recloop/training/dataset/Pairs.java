package io.recloop.training.dataset;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// All (user, item) pairs, ascending by user row and item row, in parallel arrays of one length. Filled once, by one
/// thread.
///
/// | array   | holds                                                                                 |
/// |---------|---------------------------------------------------------------------------------------|
/// | `user`  | user row                                                                              |
/// | `item`  | item row                                                                              |
/// | `weight`| > 0 where the pair's last word is yes, else 0                                         |
/// | `past`  | the same as it was when the slice began; NaN where the pair had not been seen by then |
/// | `held`  | 1 where the candidate is judged on it, else 0                                         |
final class Pairs {
    private int size;
    private int[] user;
    private int[] item;
    private float[] weight;
    private float[] past;
    private byte[] held;

    Pairs(int expected) {
        user = new int[expected];
        item = new int[expected];
        weight = new float[expected];
        past = new float[expected];
        held = new byte[expected];
    }

    void add(int userRow, int itemRow, float nowWeight, float pastWeight, boolean isHeld) {
        if (size == user.length) {
            int grown = Math.addExact(size, Math.max(16, size / 2));
            user = Arrays.copyOf(user, grown);
            item = Arrays.copyOf(item, grown);
            weight = Arrays.copyOf(weight, grown);
            past = Arrays.copyOf(past, grown);
            held = Arrays.copyOf(held, grown);
        }
        user[size] = userRow;
        item[size] = itemRow;
        weight[size] = nowWeight;
        past[size] = pastWeight;
        held[size] = (byte) (isHeld ? 1 : 0);
        size++;
    }

    @FunctionalInterface
    interface Choice {
        boolean of(int pair);
    }

    /// What each user had, 0 for what is not a positive.
    CsrMatrix seen(int users, int items) {
        return matrix(users, items, pair -> true, weight);
    }

    CsrMatrix seenBefore(int users, int items) {
        return matrix(users, items, pair -> !Float.isNaN(past[pair]), past);
    }

    /// Positives of users who have at least `least`.
    CsrMatrix positives(int users, int items, int least) {
        return positives(users, items, least, weight);
    }

    CsrMatrix positivesBefore(int users, int items, int least) {
        return positives(users, items, least, past);
    }

    CsrMatrix heldOut(int users, int items) {
        return matrix(users, items, pair -> held[pair] == 1, weight);
    }

    private CsrMatrix positives(int users, int items, int least, float[] values) {
        var count = new int[users];
        for (int pair = 0; pair < size; pair++) {
            count[user[pair]] += values[pair] > 0 ? 1 : 0;
        }
        return matrix(users, items, pair -> values[pair] > 0 && count[user[pair]] >= least, values);
    }

    private CsrMatrix matrix(int users, int items, Choice choice, float[] values) {
        var indptr = new int[users + 1];
        for (int pair = 0; pair < size; pair++) {
            indptr[user[pair] + 1] += choice.of(pair) ? 1 : 0;
        }
        for (int row = 0; row < users; row++) {
            indptr[row + 1] += indptr[row];
        }
        var indices = new int[indptr[users]];
        var chosen = new float[indptr[users]];
        int at = 0;
        for (int pair = 0; pair < size; pair++) {
            if (choice.of(pair)) {
                indices[at] = item[pair];
                chosen[at++] = values[pair];
            }
        }
        return new CsrMatrix(users, items, indptr, indices, chosen);
    }

    int size() {
        return size;
    }
}
