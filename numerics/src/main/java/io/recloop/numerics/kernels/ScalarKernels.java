package io.recloop.numerics.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Plain loops: the oracle of [VectorKernels], and what serves where the incubator module is absent.
final class ScalarKernels implements KernelSet {
    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        // Four chains: one alone would wait for its own addition at every step.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 4 <= n; i += 4) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[aOffset + i] * b[bOffset + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        double s0 = 0;
        double s1 = 0;
        int i = 0;
        for (; i + 2 <= n; i += 2) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
        }
        return i < n ? s0 + s1 + a[aOffset + i] * b[bOffset + i] : s0 + s1;
    }

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }

    @Override
    public void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] += alpha * x[xOffset + i];
        }
    }

    @Override
    public void scale(float alpha, float[] x, int xOffset, int n) {
        for (int i = 0; i < n; i++) {
            x[xOffset + i] *= alpha;
        }
    }

    @Override
    public void timesMatrix(float[] x, int xOffset, int rows, float[] m, int k, float[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + rows * k, 0);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < k; i++) {
                axpy(x[xOffset + row * k + i], m, i * k, y, yOffset + row * k, k);
            }
        }
    }

    @Override
    public void addGramLower(float[] matrix, int fromRow, int toRow, int k, double[] sum) {
        var block = new float[k * k];
        for (int start = fromRow; start < toRow; start += GRAM_BLOCK) {
            int end = Math.min(toRow, start + GRAM_BLOCK);
            Arrays.fill(block, 0);
            for (int row = start; row < end; row++) {
                int base = row * k;
                for (int i = 0; i < k; i++) {
                    axpy(matrix[base + i], matrix, base, block, i * k, i + 1);
                }
            }
            for (int i = 0; i < k; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i * k + j] += block[i * k + j];
                }
            }
        }
    }

    @Override
    public double addResponses(
            float[] matrix,
            int[] rows,
            float @Nullable [] weights,
            int from,
            int to,
            int k,
            float target,
            float sign,
            float[] p,
            int pOffset,
            float[] out,
            int outOffset) {
        double squares = 0;
        for (int e = from; e < to; e++) {
            int base = rows[e] * k;
            float weight = weights == null ? 1 : weights[e];
            float response = target + sign * dot(matrix, base, p, pOffset, k);
            squares += (double) weight * response * response;
            axpy(weight * response, matrix, base, out, outOffset, k);
        }
        return squares;
    }

    @Override
    public double squaredProducts(
            float[] matrix, int[] rows, float @Nullable [] weights, int from, int to, int k, float[] p, int pOffset) {
        double squares = 0;
        for (int e = from; e < to; e++) {
            float product = dot(matrix, rows[e] * k, p, pOffset, k);
            squares += (double) (weights == null ? product : weights[e] * product) * product;
        }
        return squares;
    }
}
