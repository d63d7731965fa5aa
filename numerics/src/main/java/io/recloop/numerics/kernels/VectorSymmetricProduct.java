package io.recloop.numerics.kernels;

import static io.recloop.numerics.kernels.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/// `y = M·x` for symmetric *M*: a column is a row, so *y* is a sum of scaled rows and no lane ever has to be reduced.
/// Eight sums at a time hide the latency of the additions, and each load of *x* feeds four or eight products.
final class VectorSymmetricProduct {
    private static final int L = LANES.length();

    private VectorSymmetricProduct() {}

    static void of(float[] m, int k, float[] x, int xOffset, float[] y, int yOffset) {
        int j = 0;
        for (; j + 8 * L <= k; j += 8 * L) {
            eight(m, k, j, x, xOffset, y, yOffset + j);
        }
        for (; j + 4 * L <= k; j += 4 * L) {
            four(m, k, j, x, xOffset, y, yOffset + j);
        }
        for (; j + L <= k; j += L) {
            one(m, k, j, x, xOffset, y, yOffset + j);
        }
        for (; j < k; j++) {
            y[yOffset + j] = Kernels.ACTIVE.dot(m, j * k, x, xOffset, k);
        }
    }

    private static void eight(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
        var s0 = FloatVector.zero(LANES);
        var s1 = FloatVector.zero(LANES);
        var s2 = FloatVector.zero(LANES);
        var s3 = FloatVector.zero(LANES);
        var s4 = FloatVector.zero(LANES);
        var s5 = FloatVector.zero(LANES);
        var s6 = FloatVector.zero(LANES);
        var s7 = FloatVector.zero(LANES);
        for (int i = 0, at = j; i < k; i++, at += k) {
            var weight = FloatVector.broadcast(LANES, x[xOffset + i]);
            s0 = load(m, at).fma(weight, s0);
            s1 = load(m, at + L).fma(weight, s1);
            s2 = load(m, at + 2 * L).fma(weight, s2);
            s3 = load(m, at + 3 * L).fma(weight, s3);
            s4 = load(m, at + 4 * L).fma(weight, s4);
            s5 = load(m, at + 5 * L).fma(weight, s5);
            s6 = load(m, at + 6 * L).fma(weight, s6);
            s7 = load(m, at + 7 * L).fma(weight, s7);
        }
        s0.intoArray(y, to);
        s1.intoArray(y, to + L);
        s2.intoArray(y, to + 2 * L);
        s3.intoArray(y, to + 3 * L);
        s4.intoArray(y, to + 4 * L);
        s5.intoArray(y, to + 5 * L);
        s6.intoArray(y, to + 6 * L);
        s7.intoArray(y, to + 7 * L);
    }

    private static void four(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
        var even0 = FloatVector.zero(LANES);
        var even1 = FloatVector.zero(LANES);
        var even2 = FloatVector.zero(LANES);
        var even3 = FloatVector.zero(LANES);
        var odd0 = FloatVector.zero(LANES);
        var odd1 = FloatVector.zero(LANES);
        var odd2 = FloatVector.zero(LANES);
        var odd3 = FloatVector.zero(LANES);
        int i = 0;
        int at = j;
        for (; i + 2 <= k; i += 2, at += 2 * k) {
            var weight = FloatVector.broadcast(LANES, x[xOffset + i]);
            even0 = load(m, at).fma(weight, even0);
            even1 = load(m, at + L).fma(weight, even1);
            even2 = load(m, at + 2 * L).fma(weight, even2);
            even3 = load(m, at + 3 * L).fma(weight, even3);
            var next = FloatVector.broadcast(LANES, x[xOffset + i + 1]);
            odd0 = load(m, at + k).fma(next, odd0);
            odd1 = load(m, at + k + L).fma(next, odd1);
            odd2 = load(m, at + k + 2 * L).fma(next, odd2);
            odd3 = load(m, at + k + 3 * L).fma(next, odd3);
        }
        if (i < k) {
            var weight = FloatVector.broadcast(LANES, x[xOffset + i]);
            even0 = load(m, at).fma(weight, even0);
            even1 = load(m, at + L).fma(weight, even1);
            even2 = load(m, at + 2 * L).fma(weight, even2);
            even3 = load(m, at + 3 * L).fma(weight, even3);
        }
        even0.add(odd0).intoArray(y, to);
        even1.add(odd1).intoArray(y, to + L);
        even2.add(odd2).intoArray(y, to + 2 * L);
        even3.add(odd3).intoArray(y, to + 3 * L);
    }

    private static void one(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
        var even = FloatVector.zero(LANES);
        var odd = FloatVector.zero(LANES);
        int i = 0;
        for (; i + 2 <= k; i += 2) {
            even = load(m, i * k + j).fma(FloatVector.broadcast(LANES, x[xOffset + i]), even);
            odd = load(m, (i + 1) * k + j).fma(FloatVector.broadcast(LANES, x[xOffset + i + 1]), odd);
        }
        if (i < k) {
            even = load(m, i * k + j).fma(FloatVector.broadcast(LANES, x[xOffset + i]), even);
        }
        even.add(odd).intoArray(y, to);
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
