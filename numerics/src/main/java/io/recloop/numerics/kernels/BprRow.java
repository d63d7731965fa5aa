package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.checkFromToIndex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Folds a user into a BPR model: the *x* that minimises the mean of `−ln σ(x·(yᵢ − yⱼ) + bᵢ − bⱼ)` over the positives
/// *i*, by their weights, and a fixed sample of negatives *j*, plus `λ/2·|x|²`, with the items as they stand. It is
/// where the stochastic gradient of [PairwiseStep] would leave the user.
///
/// Solved by iteratively re-weighted least squares on the quadratic bound of Jaakkola and Jordan (*Bayesian Parameter
/// Estimation via Variational Methods*, 2000), which no step can overshoot; the systems by a few conjugate gradients.
/// A row without positives is exactly zero. The same input gives the same bits. Not thread-safe: one instance per
/// worker, the scratch is reused.
public final class BprRow {
    /// How the model was trained, which says what a user is solved by.
    ///
    /// @param userRegularization λ ≥ 0
    /// @param popularityExponent 0..1, of the negatives
    /// @param candidates         drawn for a pair, of which the hardest was taken; 1 or more
    /// @param seed               of the sample
    public record Objective(double userRegularization, double popularityExponent, int candidates, long seed) {
        public Objective {
            if (!(userRegularization >= 0) || Double.isInfinite(userRegularization)) {
                throw new IllegalArgumentException(
                        "userRegularization must be finite and >= 0, was " + userRegularization);
            }
            if (!(popularityExponent >= 0 && popularityExponent <= 1)) {
                throw new IllegalArgumentException("popularityExponent must be in 0..1, was " + popularityExponent);
            }
            if (candidates < 1) {
                throw new IllegalArgumentException("candidates must be >= 1, was " + candidates);
            }
        }

        /// Twice the trained one where negatives were hard. Decision 0016 has the figures: to weigh the sample by how
        /// hard its items are for the user would fit the user to the model's errors.
        float regularization() {
            return (float) (candidates > 1 ? 2 * userRegularization : userRegularization);
        }

        /// At least ½ where negatives were hard, which popular items are.
        double negativeExponent() {
            return candidates > 1 ? Math.max(0.5, popularityExponent) : popularityExponent;
        }
    }

    private static final int STEPS = 6;
    private static final int GRADIENTS = 4;
    /// Bounds the time for a user of many positives: each of them then meets a share of the sample.
    private static final int MOST_PAIRS = 1 << 12;
    /// Negatives that a positive meets however many positives there are.
    private static final int LEAST_NEGATIVES = 16;

    private final NegativeItems negatives;
    private final float regularization;
    private final int k;
    private final float[] chances;
    private final float[] negativeScores;
    private final float[] residual;
    private final float[] change;
    private final ConjugateGradient gradient;
    private final PairOperator operator;
    private float[] curvatures = {};

    public BprRow(NegativeItems negatives, Objective objective) {
        this.negatives = negatives;
        this.regularization = objective.regularization();
        this.k = negatives.factors();
        int size = negatives.size();
        this.chances = new float[size];
        this.negativeScores = new float[size];
        this.residual = new float[k];
        this.change = new float[k];
        this.gradient = new ConjugateGradient(k);
        this.operator = new PairOperator();
    }

    /// @param itemFactors the model's, row-major, `float[·k]`
    /// @param itemBiases  one an item, or null: none
    /// @param items       the user's positives are its rows `items[from..to)`, in any order
    /// @param weights     `weights[from..to)` ≥ 0, or null: all alike. Only their ratios matter
    /// @param out         receives x at `[outOffset, outOffset + k)`
    public void solve(
            float[] itemFactors,
            float @Nullable [] itemBiases,
            int[] items,
            float @Nullable [] weights,
            int from,
            int to,
            float[] out,
            int outOffset) {
        checkFromToIndex(from, to, items.length);
        checkFromIndexSize(outOffset, k, out.length);
        Arrays.fill(out, outOffset, outOffset + k, 0);
        var row = new Row(itemFactors, itemBiases, new Positives(items, from, to), weights);
        if (!row.isEmpty()) {
            for (int step = 0; step < STEPS; step++) {
                row.linearize(out, outOffset);
                Arrays.fill(change, 0);
                gradient.improve(operator, residual, change, 0, GRADIENTS);
                Kernels.ACTIVE.axpy(1, change, 0, out, outOffset, k);
            }
        }
    }

    /// The rows `items[from..to)`.
    private static final class Positives {
        private final int[] items;
        private final int from;
        private final int to;

        Positives(int[] items, int from, int to) {
            this.items = items;
            this.from = from;
            this.to = to;
        }
    }

    /// One user's pairs. Positive *p* meets the negatives from `p·met` on, round and round.
    private final class Row {
        private final float[] itemFactors;
        private final float @Nullable [] itemBiases;
        private final int[] items;
        private final int from;
        private final int size;
        private final int met;
        private final float[] shares;
        private final boolean[] open = new boolean[negatives.size()];
        private final int negativesOpen;

        Row(float[] itemFactors, float @Nullable [] itemBiases, Positives positives, float @Nullable [] weights) {
            this.itemFactors = itemFactors;
            this.itemBiases = itemBiases;
            this.items = positives.items;
            this.from = positives.from;
            this.size = positives.to - positives.from;
            this.met = Math.min(negatives.size(), Math.max(LEAST_NEGATIVES, MOST_PAIRS / Math.max(1, size)));
            this.shares = shares(weights);
            this.negativesOpen = exclude();
        }

        boolean isEmpty() {
            return size == 0 || negativesOpen == 0 || shares[0] < 0;
        }

        /// Fills the residual, which is the gradient downhill, and the curvature of each pair at *x*.
        void linearize(float[] x, int xOffset) {
            score(x, xOffset);
            if (curvatures.length < size * met) {
                curvatures = new float[size * met];
            }
            operator.row = this;
            var pullDown = operator.ofNegatives;
            Arrays.fill(pullDown, 0);
            Arrays.fill(residual, 0);
            Kernels.ACTIVE.axpy(-regularization, x, xOffset, residual, 0, k);
            float scale = (float) negatives.size() / met;
            int at = 0;
            int j = 0;
            for (int p = 0; p < size; p++) {
                int item = items[from + p];
                float bias = itemBiases == null ? 0 : itemBiases[item];
                float score = Kernels.ACTIVE.dot(itemFactors, item * k, x, xOffset, k) + bias;
                float share = shares[p] * scale;
                float pull = 0;
                for (int n = 0; n < met; n++, at++) {
                    float difference = score - negativeScores[j];
                    float error = Logistic.complement(difference);
                    float weight = share * chances[j];
                    // The bound's curvature is (σ(z) − ½)/z, a quarter where z is too small to divide by.
                    float bend = Math.abs(difference) < 0.01f ? 0.25f : (0.5f - error) / difference;
                    curvatures[at] = weight * bend;
                    pull += weight * error;
                    pullDown[j] -= weight * error;
                    j = j + 1 == negatives.size() ? 0 : j + 1;
                }
                Kernels.ACTIVE.axpy(pull, itemFactors, item * k, residual, 0, k);
            }
            addNegatives(pullDown, residual);
        }

        private void score(float[] x, int xOffset) {
            int n = negatives.size();
            for (int j = 0; j < n; j++) {
                negativeScores[j] = Kernels.ACTIVE.dot(negatives.itemFactors(), j * k, x, xOffset, k)
                        + negatives.itemBiases()[j];
            }
        }

        /// Takes the user's own items out of the sample.
        ///
        /// @return how many are left
        private int exclude() {
            var own = Arrays.copyOfRange(items, from, from + size);
            Arrays.sort(own);
            int left = 0;
            for (int j = 0; j < open.length; j++) {
                open[j] = Arrays.binarySearch(own, negatives.item(j)) < 0;
                left += open[j] ? 1 : 0;
            }
            for (int j = 0; j < open.length; j++) {
                chances[j] = open[j] ? 1f / left : 0;
            }
            return left;
        }

        /// Of each positive in the whole; −1 first where nothing weighs anything.
        private float[] shares(float @Nullable [] weights) {
            var shares = new float[size];
            double total = 0;
            for (int p = 0; p < size; p++) {
                total += weights == null ? 1 : weights[from + p];
            }
            for (int p = 0; p < size; p++) {
                shares[p] = total > 0 ? (float) ((weights == null ? 1 : weights[from + p]) / total) : -1;
            }
            return shares;
        }
    }

    /// The systems' matrix, never formed: a product costs the rows once and a multiplication a pair.
    private final class PairOperator implements ConjugateGradient.Operator {
        private final float[] ofNegatives = new float[negatives.size()];
        private final float[] products = new float[negatives.size()];
        private @Nullable Row row;

        @Override
        public void apply(float[] x, float[] out) {
            var pairs = row;
            if (pairs == null) {
                throw new IllegalStateException("no row to solve");
            }
            var kernels = Kernels.ACTIVE;
            Arrays.fill(out, 0, k, 0);
            kernels.axpy(regularization, x, 0, out, 0, k);
            for (int j = 0; j < products.length; j++) {
                products[j] = kernels.dot(negatives.itemFactors(), j * k, x, 0, k);
            }
            Arrays.fill(ofNegatives, 0);
            int at = 0;
            int j = 0;
            for (int p = 0; p < pairs.size; p++) {
                int item = pairs.items[pairs.from + p];
                float product = kernels.dot(pairs.itemFactors, item * k, x, 0, k);
                float sum = 0;
                for (int n = 0; n < pairs.met; n++, at++) {
                    float response = curvatures[at] * (product - products[j]);
                    sum += response;
                    ofNegatives[j] -= response;
                    j = j + 1 == products.length ? 0 : j + 1;
                }
                kernels.axpy(sum, pairs.itemFactors, item * k, out, 0, k);
            }
            addNegatives(ofNegatives, out);
        }
    }

    private void addNegatives(float[] factors, float[] out) {
        for (int j = 0; j < factors.length; j++) {
            if (factors[j] != 0) {
                Kernels.ACTIVE.axpy(factors[j], negatives.itemFactors(), j * k, out, 0, k);
            }
        }
    }
}
