package io.recloop.numerics.kernels;

import static jdk.incubator.vector.VectorOperators.GT;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The loops on SIMD registers. Never touched unless `jdk.incubator.vector` is in the boot layer.
///
/// Each sum is taken lane by lane with fused multiply-add, then over the lanes: it differs from
/// {@link ScalarKernels} in rounding only, both lie within `n·2⁻²⁴·Σ|aᵢbᵢ|` of the true value.
final class VectorKernels implements KernelSet {
    /// At most 16 lanes, because a tile is 16 items wide.
    static final VectorSpecies<Float> LANES = FloatVector.SPECIES_PREFERRED.length() > ItemTiles.TILE
            ? FloatVector.SPECIES_512
            : FloatVector.SPECIES_PREFERRED;

    /// At most 8 lanes, as many bits as {@link #LANES}.
    static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED.length() > ItemTiles.TILE / 2
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

    @Override
    public long scoreBlock(
            float[] tiles, int offset, int k, float[] user, int userOffset, float threshold, float[] scores) {
        int stride = ItemTiles.TILE * k;
        long above = 0;
        for (int part = 0; part < ItemTiles.TILE; part += L) {
            var s0 = FloatVector.zero(LANES);
            var s1 = FloatVector.zero(LANES);
            var s2 = FloatVector.zero(LANES);
            var s3 = FloatVector.zero(LANES);
            int at = offset + part;
            for (int f = 0; f < k; f++, at += ItemTiles.TILE) {
                var weight = FloatVector.broadcast(LANES, user[userOffset + f]);
                s0 = load(tiles, at).fma(weight, s0);
                s1 = load(tiles, at + stride).fma(weight, s1);
                s2 = load(tiles, at + 2 * stride).fma(weight, s2);
                s3 = load(tiles, at + 3 * stride).fma(weight, s3);
            }
            above |= keep(s0, threshold, scores, part)
                    | keep(s1, threshold, scores, ItemTiles.TILE + part)
                    | keep(s2, threshold, scores, 2 * ItemTiles.TILE + part)
                    | keep(s3, threshold, scores, 3 * ItemTiles.TILE + part);
        }
        return above;
    }

    @Override
    public void scoreBlockForFour(
            float[] tiles,
            int offset,
            int k,
            float[] users,
            int[] offsets,
            int first,
            float[] thresholds,
            float[] scores,
            long[] above) {
        Arrays.fill(above, 0, 4, 0);
        int stride = ItemTiles.TILE * k;
        for (int part = 0; part < ItemTiles.TILE; part += L) {
            for (int tile = 0; tile < 4; tile += 2) {
                scoreTwoTiles(
                        tiles,
                        offset + tile * stride + part,
                        k,
                        users,
                        offsets,
                        first,
                        thresholds,
                        scores,
                        above,
                        tile * ItemTiles.TILE + part);
            }
        }
    }

    /// Four users by two vectors of items: eight sums fit the registers of any machine, and two loads of items and
    /// four of users feed eight products.
    private static void scoreTwoTiles(
            float[] tiles,
            int offset,
            int k,
            float[] users,
            int[] offsets,
            int first,
            float[] thresholds,
            float[] scores,
            long[] above,
            int to) {
        int stride = ItemTiles.TILE * k;
        int u0 = offsets[first];
        int u1 = offsets[first + 1];
        int u2 = offsets[first + 2];
        int u3 = offsets[first + 3];
        var s00 = FloatVector.zero(LANES);
        var s01 = FloatVector.zero(LANES);
        var s10 = FloatVector.zero(LANES);
        var s11 = FloatVector.zero(LANES);
        var s20 = FloatVector.zero(LANES);
        var s21 = FloatVector.zero(LANES);
        var s30 = FloatVector.zero(LANES);
        var s31 = FloatVector.zero(LANES);
        int at = offset;
        for (int f = 0; f < k; f++, at += ItemTiles.TILE) {
            var left = load(tiles, at);
            var right = load(tiles, at + stride);
            var weight = FloatVector.broadcast(LANES, users[u0 + f]);
            s00 = left.fma(weight, s00);
            s01 = right.fma(weight, s01);
            weight = FloatVector.broadcast(LANES, users[u1 + f]);
            s10 = left.fma(weight, s10);
            s11 = right.fma(weight, s11);
            weight = FloatVector.broadcast(LANES, users[u2 + f]);
            s20 = left.fma(weight, s20);
            s21 = right.fma(weight, s21);
            weight = FloatVector.broadcast(LANES, users[u3 + f]);
            s30 = left.fma(weight, s30);
            s31 = right.fma(weight, s31);
        }
        above[0] |= keepTwo(s00, s01, thresholds[first], scores, 0, to);
        above[1] |= keepTwo(s10, s11, thresholds[first + 1], scores, ItemTiles.BLOCK, to);
        above[2] |= keepTwo(s20, s21, thresholds[first + 2], scores, 2 * ItemTiles.BLOCK, to);
        above[3] |= keepTwo(s30, s31, thresholds[first + 3], scores, 3 * ItemTiles.BLOCK, to);
    }

    private static long keepTwo(
            FloatVector left, FloatVector right, float threshold, float[] scores, int base, int to) {
        left.intoArray(scores, base + to);
        right.intoArray(scores, base + to + ItemTiles.TILE);
        return left.compare(GT, threshold).toLong() << to
                | right.compare(GT, threshold).toLong() << to + ItemTiles.TILE;
    }

    private static long keep(FloatVector sums, float threshold, float[] scores, int at) {
        sums.intoArray(scores, at);
        return sums.compare(GT, threshold).toLong() << at;
    }

    private static FloatVector load(float[] values, int offset) {
        return FloatVector.fromArray(LANES, values, offset);
    }
}
