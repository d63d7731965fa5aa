package io.recloop.numerics.kernels;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The loops on SIMD registers. Never touched unless `jdk.incubator.vector` is in the boot layer.
///
/// Each sum is taken lane by lane with fused multiply-add, then over the lanes: it differs from
/// {@link ScalarKernels} in rounding only, both lie within `n·2⁻²⁴·Σ|aᵢbᵢ|` of the true value.
final class VectorKernels implements KernelSet {
    /// At most 16 lanes, because a block is 16 words wide.
    static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED.length() > QuantizedItems.WORDS
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    /// At most 8 lanes, as many bits as {@link #LANES}.
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
    public void symmetricTimes(float[] m, int k, float[] x, int xOffset, float[] y, int yOffset) {
        VectorSymmetricProduct.of(m, k, x, xOffset, y, yOffset);
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
            float[] out) {
        int bound = LANES.loopBound(k);
        double squares = 0;
        int e = from;
        // Four rows share each load of p and each load and store of out.
        for (; e + 4 <= to; e += 4) {
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
            r0 = Math.fma(sign, r0, target);
            r1 = Math.fma(sign, r1, target);
            r2 = Math.fma(sign, r2, target);
            r3 = Math.fma(sign, r3, target);
            float w0 = r0;
            float w1 = r1;
            float w2 = r2;
            float w3 = r3;
            if (weights != null) {
                w0 *= weights[e];
                w1 *= weights[e + 1];
                w2 *= weights[e + 2];
                w3 *= weights[e + 3];
            }
            squares += (double) w0 * r0 + (double) w1 * r1 + (double) w2 * r2 + (double) w3 * r3;
            for (int j = 0; j < bound; j += L) {
                var total = load(matrix, b0 + j).fma(FloatVector.broadcast(LANES, w0), load(out, j));
                total = load(matrix, b1 + j).fma(FloatVector.broadcast(LANES, w1), total);
                total = load(matrix, b2 + j).fma(FloatVector.broadcast(LANES, w2), total);
                load(matrix, b3 + j)
                        .fma(FloatVector.broadcast(LANES, w3), total)
                        .intoArray(out, j);
            }
            for (int j = bound; j < k; j++) {
                out[j] += w0 * matrix[b0 + j] + w1 * matrix[b1 + j] + w2 * matrix[b2 + j] + w3 * matrix[b3 + j];
            }
        }
        for (; e < to; e++) {
            int base = rows[e] * k;
            float response = Math.fma(sign, dot(matrix, base, p, pOffset, k), target);
            float weighted = weights == null ? response : weights[e] * response;
            squares += (double) weighted * response;
            axpy(weighted, matrix, base, out, 0, k);
        }
        return squares;
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
