package io.recloop.numerics.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Solves a row block of factors by block of factors, with the row's predictions kept up to date between them.
///
/// Not thread-safe: the scratch is reused.
final class BlockDescent {
    private final int k;
    private final int blockSize;
    private final float[] packed;
    private final float[] gradient;
    private final float[] step;
    private final double[] system;
    private final double[] solution;
    private float[] errors = {};

    BlockDescent(int k, int blockSize) {
        if (blockSize < 1 || blockSize > k) {
            throw new IllegalArgumentException("blockSize must be in 1..%d, was %d".formatted(k, blockSize));
        }
        this.k = k;
        this.blockSize = blockSize;
        this.packed = new float[KernelSet.GRAM_BLOCK * blockSize];
        this.gradient = new float[blockSize];
        this.step = new float[blockSize];
        this.system = new double[blockSize * blockSize];
        this.solution = new double[blockSize];
    }

    int blockSize() {
        return blockSize;
    }

    /// @param means null: the prior mean is zero
    /// @param x     the warm start; improved
    void improve(AlsRow.RowOperator row, float @Nullable [] means, int meanOffset, float[] x, int xOffset) {
        int count = row.to - row.from;
        errors = errors.length < count ? new float[Math.max(count, 2 * errors.length)] : errors;
        for (int i = 0; i < count; i++) {
            errors[i] = 1 - Kernels.ACTIVE.dot(row.factors, row.items[row.from + i] * k, x, xOffset, k);
        }
        for (int start = 0; start < k; start += blockSize) {
            int size = Math.min(blockSize, k - start);
            fillSystem(row, start, size, means, meanOffset, x, xOffset);
            Cholesky.factor(system, size);
            Cholesky.solve(system, size, solution);
            for (int j = 0; j < size; j++) {
                step[j] = (float) solution[j];
                x[xOffset + start + j] += step[j];
            }
            for (int i = 0; i < count; i++) {
                errors[i] -= Kernels.ACTIVE.dot(row.factors, row.items[row.from + i] * k + start, step, 0, size);
            }
        }
    }

    /// The block's part of the row's matrix, and the negative gradient at *x*.
    private void fillSystem(
            AlsRow.RowOperator row,
            int start,
            int size,
            float @Nullable [] means,
            int meanOffset,
            float[] x,
            int xOffset) {
        for (int i = 0; i < size; i++) {
            int gramRow = (start + i) * k;
            for (int j = 0; j <= i; j++) {
                system[i * size + j] = (double) row.alpha0 * row.gram[gramRow + start + j];
            }
            system[i * size + i] += row.regularization;
            float mean = means == null ? 0 : means[meanOffset + start + i];
            solution[i] = -row.alpha0 * (double) Kernels.ACTIVE.dot(row.gram, gramRow, x, xOffset, k)
                    - row.regularization * (double) (x[xOffset + start + i] - mean);
        }
        Arrays.fill(gradient, 0, size, 0);
        for (int part = row.from; part < row.to; part += KernelSet.GRAM_BLOCK) {
            int rows = Math.min(row.to - part, KernelSet.GRAM_BLOCK);
            for (int r = 0; r < rows; r++) {
                int base = row.items[part + r] * k + start;
                float weight = row.weights == null ? 1 : row.weights[part + r];
                Kernels.ACTIVE.axpy(weight * errors[part - row.from + r], row.factors, base, gradient, 0, size);
                System.arraycopy(row.factors, base, packed, r * size, size);
                if (row.weights != null && weight != 1) {
                    Kernels.ACTIVE.scale((float) Math.sqrt(weight), packed, r * size, size);
                }
            }
            Kernels.ACTIVE.addGramLower(packed, 0, rows, size, system);
        }
        for (int i = 0; i < size; i++) {
            solution[i] += gradient[i];
        }
    }
}
