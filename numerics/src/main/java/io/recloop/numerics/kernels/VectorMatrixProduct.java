package io.recloop.numerics.kernels;

import static io.recloop.numerics.kernels.VectorKernels.LANES;

import jdk.incubator.vector.FloatVector;

/// `Y = X·M` for square *M*: a row of *Y* is a sum of scaled rows of *M*, so that no lane ever has to be reduced. Four
/// rows share each load of *M*, which lies in the second cache from some 100 columns on.
final class VectorMatrixProduct {
    private static final int L = LANES.length();
    private static final int ROWS = 4;

    private VectorMatrixProduct() {}

    /// [KernelSet#timesMatrix].
    static void of(float[] x, int xOffset, int rows, float[] m, int k, float[] y, int yOffset) {
        int row = 0;
        for (; row + ROWS <= rows; row += ROWS) {
            four(x, xOffset + row * k, m, k, y, yOffset + row * k);
        }
        for (; row < rows; row++) {
            one(x, xOffset + row * k, m, k, y, yOffset + row * k);
        }
        for (int j = LANES.loopBound(k); j < k; j++) {
            column(x, xOffset, rows, m, k, j, y, yOffset);
        }
    }

    private static void four(float[] x, int xOffset, float[] m, int k, float[] y, int yOffset) {
        int j = 0;
        for (; j + 4 * L <= k; j += 4 * L) {
            fourByFour(x, xOffset, m, k, j, y, yOffset + j);
        }
        for (; j + L <= k; j += L) {
            fourByOne(x, xOffset, m, k, j, y, yOffset + j);
        }
    }

    private static void fourByFour(float[] x, int xOffset, float[] m, int k, int j, float[] y, int to) {
        var s00 = FloatVector.zero(LANES);
        var s01 = FloatVector.zero(LANES);
        var s02 = FloatVector.zero(LANES);
        var s03 = FloatVector.zero(LANES);
        var s10 = FloatVector.zero(LANES);
        var s11 = FloatVector.zero(LANES);
        var s12 = FloatVector.zero(LANES);
        var s13 = FloatVector.zero(LANES);
        var s20 = FloatVector.zero(LANES);
        var s21 = FloatVector.zero(LANES);
        var s22 = FloatVector.zero(LANES);
        var s23 = FloatVector.zero(LANES);
        var s30 = FloatVector.zero(LANES);
        var s31 = FloatVector.zero(LANES);
        var s32 = FloatVector.zero(LANES);
        var s33 = FloatVector.zero(LANES);
        for (int i = 0, at = j; i < k; i++, at += k) {
            var m0 = load(m, at);
            var m1 = load(m, at + L);
            var m2 = load(m, at + 2 * L);
            var m3 = load(m, at + 3 * L);
            var weight = FloatVector.broadcast(LANES, x[xOffset + i]);
            s00 = m0.fma(weight, s00);
            s01 = m1.fma(weight, s01);
            s02 = m2.fma(weight, s02);
            s03 = m3.fma(weight, s03);
            weight = FloatVector.broadcast(LANES, x[xOffset + k + i]);
            s10 = m0.fma(weight, s10);
            s11 = m1.fma(weight, s11);
            s12 = m2.fma(weight, s12);
            s13 = m3.fma(weight, s13);
            weight = FloatVector.broadcast(LANES, x[xOffset + 2 * k + i]);
            s20 = m0.fma(weight, s20);
            s21 = m1.fma(weight, s21);
            s22 = m2.fma(weight, s22);
            s23 = m3.fma(weight, s23);
            weight = FloatVector.broadcast(LANES, x[xOffset + 3 * k + i]);
            s30 = m0.fma(weight, s30);
            s31 = m1.fma(weight, s31);
            s32 = m2.fma(weight, s32);
            s33 = m3.fma(weight, s33);
        }
        store(s00, s01, s02, s03, y, to);
        store(s10, s11, s12, s13, y, to + k);
        store(s20, s21, s22, s23, y, to + 2 * k);
        store(s30, s31, s32, s33, y, to + 3 * k);
    }

    private static void fourByOne(float[] x, int xOffset, float[] m, int k, int j, float[] y, int to) {
        var s0 = FloatVector.zero(LANES);
        var s1 = FloatVector.zero(LANES);
        var s2 = FloatVector.zero(LANES);
        var s3 = FloatVector.zero(LANES);
        for (int i = 0, at = j; i < k; i++, at += k) {
            var row = load(m, at);
            s0 = row.fma(FloatVector.broadcast(LANES, x[xOffset + i]), s0);
            s1 = row.fma(FloatVector.broadcast(LANES, x[xOffset + k + i]), s1);
            s2 = row.fma(FloatVector.broadcast(LANES, x[xOffset + 2 * k + i]), s2);
            s3 = row.fma(FloatVector.broadcast(LANES, x[xOffset + 3 * k + i]), s3);
        }
        s0.intoArray(y, to);
        s1.intoArray(y, to + k);
        s2.intoArray(y, to + 2 * k);
        s3.intoArray(y, to + 3 * k);
    }

    /// Eight sums at a time, and two for each where only four are left, hide the latency of the additions.
    private static void one(float[] x, int xOffset, float[] m, int k, float[] y, int yOffset) {
        int j = 0;
        for (; j + 8 * L <= k; j += 8 * L) {
            oneByEight(m, k, j, x, xOffset, y, yOffset + j);
        }
        for (; j + 4 * L <= k; j += 4 * L) {
            oneByFour(m, k, j, x, xOffset, y, yOffset + j);
        }
        for (; j + L <= k; j += L) {
            oneByOne(m, k, j, x, xOffset, y, yOffset + j);
        }
    }

    private static void oneByEight(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
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

    private static void oneByFour(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
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

    private static void oneByOne(float[] m, int k, int j, float[] x, int xOffset, float[] y, int to) {
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

    private static void column(float[] x, int xOffset, int rows, float[] m, int k, int j, float[] y, int yOffset) {
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int i = 0; i < k; i++) {
                sum = Math.fma(x[xOffset + row * k + i], m[i * k + j], sum);
            }
            y[yOffset + row * k + j] = sum;
        }
    }

    private static void store(FloatVector s0, FloatVector s1, FloatVector s2, FloatVector s3, float[] y, int to) {
        s0.intoArray(y, to);
        s1.intoArray(y, to + L);
        s2.intoArray(y, to + 2 * L);
        s3.intoArray(y, to + 3 * L);
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
