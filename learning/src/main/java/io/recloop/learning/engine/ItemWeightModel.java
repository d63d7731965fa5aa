package io.recloop.learning.engine;

import io.recloop.numerics.sparse.CsrMatrix;

/// A linear model of items on items: `score(u, i) = Σ_j history(u, j) · weights(j, i)`. Sparse: what was pruned is
/// neither judged nor served.
public final class ItemWeightModel implements TrainedModel {
    private final int users;
    private final CsrMatrix weights;

    /// @param weights items × items; row *j* holds what having *j* says of the others
    public ItemWeightModel(int users, CsrMatrix weights) {
        if (weights.rows() != weights.cols()) {
            throw new IllegalArgumentException("weights of items on items, but " + weights);
        }
        this.users = users;
        this.weights = weights;
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return weights.rows();
    }

    public CsrMatrix weights() {
        return weights;
    }

    @Override
    public long nonFinite() {
        long count = 0;
        for (float weight : weights.values()) {
            count += Float.isFinite(weight) ? 0 : 1;
        }
        return count;
    }

    @Override
    public float largestNorm() {
        double largest = 0;
        for (int row = 0; row < weights.rows(); row++) {
            double square = 0;
            for (int entry = weights.rowStart(row); entry < weights.rowEnd(row); entry++) {
                square += (double) weights.values()[entry] * weights.values()[entry];
            }
            largest = Math.max(largest, square);
        }
        return (float) Math.sqrt(largest);
    }
}
