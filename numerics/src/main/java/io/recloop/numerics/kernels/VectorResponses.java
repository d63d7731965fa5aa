package io.recloop.numerics.kernels;

import static io.recloop.numerics.kernels.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// What a list of rows answers to a direction: the passes of [AlsRow] over a row's interactions. Four rows share
/// each load of the direction, and each load and store of the sum.
final class VectorResponses {
    private static final int L = LANES.length();
    private static final int ROWS = 4;

    private VectorResponses() {}

    /// [KernelSet#addResponses].
    static double add(
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
        var products = new float[ROWS];
        double squares = 0;
        int e = from;
        for (; e + ROWS <= to; e += ROWS) {
            products(matrix, rows, e, k, p, pOffset, products);
            for (int r = 0; r < ROWS; r++) {
                float response = Math.fma(sign, products[r], target);
                float weighted = weights == null ? response : weights[e + r] * response;
                squares += (double) weighted * response;
                products[r] = weighted;
            }
            addFour(products, matrix, rows, e, k, out, outOffset);
        }
        for (; e < to; e++) {
            int base = rows[e] * k;
            float response = Math.fma(sign, Kernels.ACTIVE.dot(matrix, base, p, pOffset, k), target);
            float weighted = weights == null ? response : weights[e] * response;
            squares += (double) weighted * response;
            Kernels.ACTIVE.axpy(weighted, matrix, base, out, outOffset, k);
        }
        return squares;
    }

    /// [KernelSet#squaredProducts].
    static double squares(
            float[] matrix, int[] rows, float @Nullable [] weights, int from, int to, int k, float[] p, int pOffset) {
        var products = new float[ROWS];
        double squares = 0;
        int e = from;
        for (; e + ROWS <= to; e += ROWS) {
            products(matrix, rows, e, k, p, pOffset, products);
            for (int r = 0; r < ROWS; r++) {
                float weighted = weights == null ? products[r] : weights[e + r] * products[r];
                squares += (double) weighted * products[r];
            }
        }
        for (; e < to; e++) {
            float product = Kernels.ACTIVE.dot(matrix, rows[e] * k, p, pOffset, k);
            squares += (double) (weights == null ? product : weights[e] * product) * product;
        }
        return squares;
    }

    private static void products(float[] matrix, int[] rows, int e, int k, float[] p, int pOffset, float[] products) {
        int bound = LANES.loopBound(k);
        int b0 = rows[e] * k;
        int b1 = rows[e + 1] * k;
        int b2 = rows[e + 2] * k;
        int b3 = rows[e + 3] * k;
        var s0 = FloatVector.zero(LANES);
        var s1 = FloatVector.zero(LANES);
        var s2 = FloatVector.zero(LANES);
        var s3 = FloatVector.zero(LANES);
        for (int j = 0; j < bound; j += L) {
            var direction = load(p, pOffset + j);
            s0 = load(matrix, b0 + j).fma(direction, s0);
            s1 = load(matrix, b1 + j).fma(direction, s1);
            s2 = load(matrix, b2 + j).fma(direction, s2);
            s3 = load(matrix, b3 + j).fma(direction, s3);
        }
        float r0 = VectorSums.total(s0);
        float r1 = VectorSums.total(s1);
        float r2 = VectorSums.total(s2);
        float r3 = VectorSums.total(s3);
        for (int j = bound; j < k; j++) {
            float direction = p[pOffset + j];
            r0 = Math.fma(matrix[b0 + j], direction, r0);
            r1 = Math.fma(matrix[b1 + j], direction, r1);
            r2 = Math.fma(matrix[b2 + j], direction, r2);
            r3 = Math.fma(matrix[b3 + j], direction, r3);
        }
        products[0] = r0;
        products[1] = r1;
        products[2] = r2;
        products[3] = r3;
    }

    private static void addFour(float[] factors, float[] matrix, int[] rows, int e, int k, float[] out, int outOffset) {
        int bound = LANES.loopBound(k);
        int b0 = rows[e] * k;
        int b1 = rows[e + 1] * k;
        int b2 = rows[e + 2] * k;
        int b3 = rows[e + 3] * k;
        var w0 = FloatVector.broadcast(LANES, factors[0]);
        var w1 = FloatVector.broadcast(LANES, factors[1]);
        var w2 = FloatVector.broadcast(LANES, factors[2]);
        var w3 = FloatVector.broadcast(LANES, factors[3]);
        for (int j = 0; j < bound; j += L) {
            var total = load(matrix, b0 + j).fma(w0, load(out, outOffset + j));
            total = load(matrix, b1 + j).fma(w1, total);
            total = load(matrix, b2 + j).fma(w2, total);
            load(matrix, b3 + j).fma(w3, total).intoArray(out, outOffset + j);
        }
        for (int j = bound; j < k; j++) {
            out[outOffset + j] += factors[0] * matrix[b0 + j]
                    + factors[1] * matrix[b1 + j]
                    + factors[2] * matrix[b2 + j]
                    + factors[3] * matrix[b3 + j];
        }
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
