package io.recloop.numerics.kernels;

import static java.util.Objects.checkFromIndexSize;
import static java.util.Objects.checkFromToIndex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Solves one row of implicit ALS: the *x* that minimises `Σ_{i∈S} wᵢ(1 − x·yᵢ)² + α₀·Σ_{all i}(x·yᵢ)² + λ·#^ν·|x|²`
/// with `# = |S| + α₀·|I|`, which solves `(Σ_S wᵢyᵢyᵢᵀ + α₀·YᵀY + λ·#^ν·I)·x = Σ_S wᵢyᵢ`.
///
/// Source: Rendle, Krichene, Zhang, Koren, *Revisiting the Performance of iALS on Item Recommendation Benchmarks*,
/// RecSys 2022. The same solver serves training, fold-in while serving, and the re-scoring of an incumbent.
///
/// With a prior mean *m* the last term is `λ·#^ν·|x − m|²`, which adds `λ·#^ν·m` to the right-hand side. A row without
/// interactions and without a prior is exactly zero. Not thread-safe: one instance per worker, the scratch is reused.
public final class AlsRow {
    /// @param alpha0 α₀ ≥ 0, the weight of every (user, item) pair, seen or not
    /// @param lambda λ ≥ 0, the regularisation of a row of frequency one
    /// @param nu     ν in 0..1, how much of it grows with the row's frequency
    public record Objective(float alpha0, float lambda, float nu) {
        public Objective {
            requireFinite("alpha0", alpha0);
            requireFinite("lambda", lambda);
            requireFinite("nu", nu);
            if (nu > 1) {
                throw new IllegalArgumentException("nu must be <= 1, was " + nu);
            }
        }

        /// `λ·#^ν`.
        ///
        /// @param observed      |S|
        /// @param otherSideRows |I|, all rows of the other side
        public float regularization(int observed, int otherSideRows) {
            return (float) (lambda * Math.pow(observed + (double) alpha0 * otherSideRows, nu));
        }

        private static void requireFinite(String name, float value) {
            if (!(value >= 0) || Float.isInfinite(value)) {
                throw new IllegalArgumentException(name + " must be finite and >= 0, was " + value);
            }
        }
    }

    private final int k;
    private final float[] residual;
    private final float[] packed;
    private final double[] system;
    private final double[] solution;
    private final RowOperator operator = new RowOperator();
    private @Nullable BlockDescent blocks;
    private float @Nullable [] means;
    private int meanOffset;

    public AlsRow(int factors) {
        if (factors <= 0) {
            throw new IllegalArgumentException("factors must be > 0, was " + factors);
        }
        this.k = factors;
        this.residual = new float[factors];
        this.packed = new float[Math.multiplyExact(KernelSet.GRAM_BLOCK, factors)];
        this.system = new double[Math.multiplyExact(factors, factors)];
        this.solution = new double[factors];
    }

    /// Sets the prior mean of all solves to come, until it is set again.
    ///
    /// @param means  null: zero; otherwise *m* is `means[offset..offset + k)`, read when solving
    public void prior(float @Nullable [] means, int offset) {
        if (means != null) {
            checkFromIndexSize(offset, k, means.length);
        }
        this.means = means;
        this.meanOffset = offset;
    }

    /// The exact solution by Cholesky in double precision: `O(|S|·k² + k³)`.
    ///
    /// @param gram          YᵀY over all rows of the other side, `float[k·k]`, both triangles
    /// @param itemFactors   the other side, row-major, `float[·k]`
    /// @param items         its rows in S are `items[from..to)`
    /// @param weights       `weights[from..to)` ≥ 0, or null: all 1
    /// @param otherSideRows |I|
    /// @param out           receives x at `[outOffset, outOffset + k)`
    /// @return the row's objective at the solution
    /// @throws SingularMatrixException if the row has no single solution; cannot happen where λ > 0 is not
    ///     negligible
    public double solveExact(
            float[] gram,
            float[] itemFactors,
            int[] items,
            float @Nullable [] weights,
            int from,
            int to,
            int otherSideRows,
            Objective objective,
            float[] out,
            int outOffset) {
        check(gram, items, weights, from, to, out, outOffset);
        if (from == to && means == null) {
            Arrays.fill(out, outOffset, outOffset + k, 0);
            return 0;
        }
        float regularization = objective.regularization(to - from, otherSideRows);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                system[i * k + j] = (double) objective.alpha0() * gram[i * k + j];
            }
            system[i * k + i] += regularization;
        }
        Arrays.fill(solution, 0);
        double free = addRows(itemFactors, items, weights, from, to);
        if (means != null) {
            free += regularization * (double) Kernels.dot(means, meanOffset, means, meanOffset, k);
            for (int i = 0; i < k; i++) {
                solution[i] += (double) regularization * means[meanOffset + i];
            }
        }
        var target = solution.clone();
        Cholesky.factor(system, k);
        Cholesky.solve(system, k, solution);
        for (int i = 0; i < k; i++) {
            out[outOffset + i] = (float) solution[i];
        }
        return free - Kernels.dot(target, 0, solution, 0, k);
    }

    /// One Newton step for each block of `blockSize` factors in turn, from the row's last value:
    /// `O(|S|·k·blockSize + k²)`. A block is solved exactly, however ill-conditioned it is.
    ///
    /// Source: Rendle, Krichene, Zhang, Koren, *iALS++: Speeding up Matrix Factorization with Subspace
    /// Optimization*, 2021.
    ///
    /// @param out holds the warm start (zeros will do) at `[outOffset, outOffset + k)`; receives x. The other
    ///     parameters are those of [#solveExact]
    /// @param blockSize 1 to k
    /// @return the row's objective at the value reached
    public double solveBlocks(
            float[] gram,
            float[] itemFactors,
            int[] items,
            float @Nullable [] weights,
            int from,
            int to,
            int otherSideRows,
            Objective objective,
            int blockSize,
            float[] out,
            int outOffset) {
        check(gram, items, weights, from, to, out, outOffset);
        if (from == to && means == null) {
            Arrays.fill(out, outOffset, outOffset + k, 0);
            return 0;
        }
        if (blocks == null || blocks.blockSize() != blockSize) {
            blocks = new BlockDescent(k, blockSize);
        }
        operator(gram, itemFactors, items, weights, from, to, otherSideRows, objective);
        blocks.improve(operator, means, meanOffset, out, outOffset);
        return operator.residual(out, outOffset);
    }

    private RowOperator operator(
            float[] gram,
            float[] itemFactors,
            int[] items,
            float @Nullable [] weights,
            int from,
            int to,
            int otherSideRows,
            Objective objective) {
        operator.gram = gram;
        operator.factors = itemFactors;
        operator.items = items;
        operator.weights = weights;
        operator.from = from;
        operator.to = to;
        operator.alpha0 = objective.alpha0();
        operator.regularization = objective.regularization(to - from, otherSideRows);
        return operator;
    }

    private double addRows(float[] factors, int[] items, float @Nullable [] weights, int from, int to) {
        double total = 0;
        for (int start = from; start < to; start += KernelSet.GRAM_BLOCK) {
            int rows = Math.min(to - start, KernelSet.GRAM_BLOCK);
            for (int r = 0; r < rows; r++) {
                int base = items[start + r] * k;
                float weight = weights == null ? 1 : weights[start + r];
                total += weight;
                for (int j = 0; j < k; j++) {
                    solution[j] += (double) weight * factors[base + j];
                }
                System.arraycopy(factors, base, packed, r * k, k);
                if (weights != null) {
                    Kernels.ACTIVE.scale((float) Math.sqrt(weight), packed, r * k, k);
                }
            }
            Kernels.ACTIVE.addGramLower(packed, 0, rows, k, system);
        }
        return total;
    }

    private void check(
            float[] gram, int[] items, float @Nullable [] weights, int from, int to, float[] out, int outOffset) {
        if (gram.length != k * k) {
            throw new IllegalArgumentException("gram holds %d values, not %d".formatted(gram.length, k * k));
        }
        checkFromToIndex(from, to, items.length);
        if (weights != null) {
            checkFromToIndex(from, to, weights.length);
        }
        checkFromIndexSize(outOffset, k, out.length);
    }

    /// The row's matrix, never formed.
    final class RowOperator {
        float[] gram = {};
        float[] factors = {};
        int[] items = {};
        float @Nullable [] weights;
        int from;
        int to;
        float alpha0;
        float regularization;

        /// Fills `residual = b − A·x` in one pass over the row, and returns the objective at *x*.
        double residual(float[] x, int xOffset) {
            var kernels = Kernels.ACTIVE;
            kernels.timesMatrix(x, xOffset, 1, gram, k, residual, 0);
            kernels.scale(-alpha0, residual, 0, k);
            kernels.axpy(-regularization, x, xOffset, residual, 0, k);
            double penalty = -kernels.dot(x, xOffset, residual, 0, k);
            if (means != null) {
                // λ|x − m|² = λ|x|² + λ(|m|² − 2x·m).
                kernels.axpy(regularization, means, meanOffset, residual, 0, k);
                penalty += regularization
                        * ((double) kernels.dot(means, meanOffset, means, meanOffset, k)
                                - 2.0 * kernels.dot(x, xOffset, means, meanOffset, k));
            }
            return penalty + kernels.addResponses(factors, items, weights, from, to, k, 1, -1, x, xOffset, residual, 0);
        }
    }
}
