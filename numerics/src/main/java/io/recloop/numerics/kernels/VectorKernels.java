package io.recloop.numerics.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The loops on SIMD registers. Never touched unless `jdk.incubator.vector` is in the boot layer.
///
/// Each sum is taken lane by lane with fused multiply-add, then over the lanes: it differs from
/// [ScalarKernels] in rounding only, both lie within `n·2⁻²⁴·Σ|aᵢbᵢ|` of the true value.
final class VectorKernels implements KernelSet {
    /// At most 16 lanes, because a block is 16 words wide.
    static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED.length() > QuantizedItems.WORDS
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    /// At most 8 lanes, as many bits as [#LANES].
    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED.length() > QuantizedItems.WORDS / 2
            ? DoubleVector.SPECIES_512
            : DoubleVector.SPECIES_PREFERRED;

    private static final int L = LANES.length();

    @Override
    public String description() {
        return "vector, %d bits".formatted(LANES.vectorBitSize());
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        int bound = LANES.loopBound(n);
        var sum = FloatVector.zero(LANES);
        for (int i = 0; i < bound; i += L) {
            sum = load(a, aOffset + i).fma(load(b, bOffset + i), sum);
        }
        float tail = 0;
        for (int i = bound; i < n; i++) {
            tail = Math.fma(a[aOffset + i], b[bOffset + i], tail);
        }
        return VectorSums.total(sum) + tail;
    }

    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        int bound = DOUBLES.loopBound(n);
        var sum = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < bound; i += DOUBLES.length()) {
            sum = DoubleVector.fromArray(DOUBLES, a, aOffset + i)
                    .fma(DoubleVector.fromArray(DOUBLES, b, bOffset + i), sum);
        }
        double tail = 0;
        for (int i = bound; i < n; i++) {
            tail = Math.fma(a[aOffset + i], b[bOffset + i], tail);
        }
        return VectorSums.total(sum) + tail;
    }

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int bound = LANES.loopBound(n);
        var factor = FloatVector.broadcast(LANES, alpha);
        for (int i = 0; i < bound; i += L) {
            load(x, xOffset + i).fma(factor, load(y, yOffset + i)).intoArray(y, yOffset + i);
        }
        for (int i = bound; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void axpy(double alpha, double[] x, int xOffset, double[] y, int yOffset, int n) {
        int bound = DOUBLES.loopBound(n);
        var factor = DoubleVector.broadcast(DOUBLES, alpha);
        for (int i = 0; i < bound; i += DOUBLES.length()) {
            DoubleVector.fromArray(DOUBLES, x, xOffset + i)
                    .fma(factor, DoubleVector.fromArray(DOUBLES, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (int i = bound; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void scale(float alpha, float[] x, int xOffset, int n) {
        int bound = LANES.loopBound(n);
        for (int i = 0; i < bound; i += L) {
            load(x, xOffset + i).mul(alpha).intoArray(x, xOffset + i);
        }
        for (int i = bound; i < n; i++) {
            x[xOffset + i] *= alpha;
        }
    }

    @Override
    public void timesMatrix(float[] x, int xOffset, int rows, float[] m, int k, float[] y, int yOffset) {
        VectorMatrixProduct.of(x, xOffset, rows, m, k, y, yOffset);
    }

    @Override
    public void addGramLower(float[] matrix, int fromRow, int toRow, int k, double[] sum) {
        var lanes = new float[4 * L];
        for (int start = fromRow; start < toRow; start += GRAM_BLOCK) {
            int end = Math.min(toRow, start + GRAM_BLOCK);
            int i = 0;
            for (; i + 4 <= k; i += 4) {
                int j = 0;
                // Whole vectors only, and none wholly above the diagonal; what one holds above it is thrown away.
                for (; j <= i + 3 && j + L <= k; j += L) {
                    gramFourRows(matrix, start, end, k, i, j, lanes);
                    for (int t = 0; t < 4; t++) {
                        for (int c = j; c < j + L && c <= i + t; c++) {
                            sum[(i + t) * k + c] += lanes[t * L + c - j];
                        }
                    }
                }
                for (int t = 0; t < 4; t++) {
                    gramTail(matrix, start, end, k, i + t, j, sum);
                }
            }
            for (; i < k; i++) {
                gramTail(matrix, start, end, k, i, 0, sum);
            }
        }
    }

    private static void gramFourRows(float[] matrix, int start, int end, int k, int i, int j, float[] lanes) {
        var s0 = FloatVector.zero(LANES);
        var s1 = FloatVector.zero(LANES);
        var s2 = FloatVector.zero(LANES);
        var s3 = FloatVector.zero(LANES);
        for (int base = start * k; base < end * k; base += k) {
            var columns = load(matrix, base + j);
            s0 = columns.fma(FloatVector.broadcast(LANES, matrix[base + i]), s0);
            s1 = columns.fma(FloatVector.broadcast(LANES, matrix[base + i + 1]), s1);
            s2 = columns.fma(FloatVector.broadcast(LANES, matrix[base + i + 2]), s2);
            s3 = columns.fma(FloatVector.broadcast(LANES, matrix[base + i + 3]), s3);
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, L);
        s2.intoArray(lanes, 2 * L);
        s3.intoArray(lanes, 3 * L);
    }

    private static void gramTail(float[] matrix, int start, int end, int k, int i, int fromColumn, double[] sum) {
        for (int j = fromColumn; j <= i; j++) {
            float total = 0;
            for (int base = start * k; base < end * k; base += k) {
                total = Math.fma(matrix[base + i], matrix[base + j], total);
            }
            sum[i * k + j] += total;
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
        return VectorResponses.add(matrix, rows, weights, from, to, k, target, sign, p, pOffset, out, outOffset);
    }

    @Override
    public double squaredProducts(
            float[] matrix, int[] rows, float @Nullable [] weights, int from, int to, int k, float[] p, int pOffset) {
        return VectorResponses.squares(matrix, rows, weights, from, to, k, p, pOffset);
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
