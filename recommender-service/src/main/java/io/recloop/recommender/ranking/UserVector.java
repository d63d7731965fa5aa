package io.recloop.recommender.ranking;

import java.util.Arrays;

/// A user as a point among the items, and how it came about. Immutable.
public final class UserVector {
    /// How the factors came about.
    public enum Origin {
        /// They are the model's own for this user, untouched; or the model ranks by what the user liked, and that is
        /// as it was trained.
        TRAINED,
        /// They were solved just now from what the user did.
        FOLDED_IN,
        /// There is nothing to go by: no factors.
        UNKNOWN
    }

    private final Origin origin;
    private final UserHistory history;
    private final float[] factors;
    private final int offset;
    private final int length;

    UserVector(Origin origin, UserHistory history, float[] factors, int offset, int length) {
        this.origin = origin;
        this.history = history;
        this.factors = factors;
        this.offset = offset;
        this.length = length;
    }

    public Origin origin() {
        return origin;
    }

    public UserHistory history() {
        return history;
    }

    /// A copy, `float[k]`, or one longer where items have biases; empty for [Origin#UNKNOWN], and for a model without
    /// factors.
    public float[] copyOfFactors() {
        return Arrays.copyOfRange(factors, offset, offset + length);
    }

    float[] factors() {
        return factors;
    }

    int offset() {
        return offset;
    }
}
