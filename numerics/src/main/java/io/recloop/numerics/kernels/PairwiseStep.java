package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;

/// One step of stochastic gradient on the pairwise ranking loss `−ln σ(u·(i − j) + bᵢ − bⱼ)`.
///
/// Source: Rendle, Freudenthaler, Gantner, Schmidt-Thieme, *BPR: Bayesian Personalized Ranking from Implicit Feedback*,
/// UAI 2009. Row-major matrices of `k` columns; a range outside its array is an [IndexOutOfBoundsException].
/// Immutable; threads may share it, rows that two of them write at once end up with either's numbers.
public final class PairwiseStep {
    private static final PairwiseLoops ACTIVE =
            Kernels.ACTIVE instanceof VectorKernels ? new VectorPairwiseLoops() : new ScalarPairwiseLoops();

    /// Each 0 or more.
    public record Regularization(float user, float positive, float negative, float bias) {}

    private final int k;
    private final float learningRate;
    private final float userShrink;
    private final float positiveShrink;
    private final float negativeShrink;
    private final float biasShrink;

    /// @param learningRate 0 or more; the regularisation is multiplied by it
    public PairwiseStep(int factors, float learningRate, Regularization regularization) {
        this.k = factors;
        this.learningRate = learningRate;
        this.userShrink = learningRate * regularization.user;
        this.positiveShrink = learningRate * regularization.positive;
        this.negativeShrink = learningRate * regularization.negative;
        this.biasShrink = learningRate * regularization.bias;
    }

    /// Moves the three rows.
    ///
    /// @return `σ(−x)` of the difference before: 0 where the pair was in order beyond doubt, 1 where it was not
    public float apply(float[] users, int user, float[] items, int positive, int negative) {
        return apply(users, user, items, positive, negative, 0);
    }

    /// Moves the three rows and the two biases.
    public float apply(float[] users, int user, float[] items, int positive, int negative, float[] biases) {
        float error = apply(users, user, items, positive, negative, biases[positive] - biases[negative]);
        biases[positive] += learningRate * error - biasShrink * biases[positive];
        biases[negative] -= learningRate * error + biasShrink * biases[negative];
        return error;
    }

    private float apply(float[] users, int user, float[] items, int positive, int negative, float biasDifference) {
        int u = user * k;
        int i = positive * k;
        int j = negative * k;
        checkFromIndexSize(u, k, users.length);
        checkFromIndexSize(i, k, items.length);
        checkFromIndexSize(j, k, items.length);
        float error = Logistic.complement(ACTIVE.dotDifference(users, u, items, i, j, k) + biasDifference);
        ACTIVE.update(users, u, items, i, j, k, learningRate * error, userShrink, positiveShrink, negativeShrink);
        return error;
    }
}
