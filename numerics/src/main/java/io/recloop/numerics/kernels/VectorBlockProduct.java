package io.recloop.numerics.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The loops on SIMD registers: four rows by two vectors stay in them while the products are summed. Never touched
/// unless `jdk.incubator.vector` is in the boot layer.
final class VectorBlockProduct implements BlockProduct {
    /// At most 16 lanes, so that two vectors divide a block.
    private static final VectorSpecies<Float> LANES =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    private static final int L = LANES.length();

    @Override
    public void subtract(float[] c, int cOffset, int stride, float[] a, int aOffset, float[] b, int bOffset) {
        for (int column = 0; column < SIZE; column += 2 * L) {
            for (int row = 0; row < SIZE; row += 4) {
                fourRows(c, cOffset + row * stride + column, stride, a, aOffset + row * SIZE, b, bOffset + column);
            }
        }
    }

    private static void fourRows(float[] c, int at, int stride, float[] a, int aOffset, float[] b, int bOffset) {
        int a1 = aOffset + SIZE;
        int a2 = a1 + SIZE;
        int a3 = a2 + SIZE;
        var s00 = FloatVector.zero(LANES);
        var s01 = FloatVector.zero(LANES);
        var s10 = FloatVector.zero(LANES);
        var s11 = FloatVector.zero(LANES);
        var s20 = FloatVector.zero(LANES);
        var s21 = FloatVector.zero(LANES);
        var s30 = FloatVector.zero(LANES);
        var s31 = FloatVector.zero(LANES);
        for (int p = 0; p < SIZE; p++) {
            var left = FloatVector.fromArray(LANES, b, bOffset + p * SIZE);
            var right = FloatVector.fromArray(LANES, b, bOffset + p * SIZE + L);
            var w0 = FloatVector.broadcast(LANES, a[aOffset + p]);
            s00 = left.fma(w0, s00);
            s01 = right.fma(w0, s01);
            var w1 = FloatVector.broadcast(LANES, a[a1 + p]);
            s10 = left.fma(w1, s10);
            s11 = right.fma(w1, s11);
            var w2 = FloatVector.broadcast(LANES, a[a2 + p]);
            s20 = left.fma(w2, s20);
            s21 = right.fma(w2, s21);
            var w3 = FloatVector.broadcast(LANES, a[a3 + p]);
            s30 = left.fma(w3, s30);
            s31 = right.fma(w3, s31);
        }
        subtract(c, at, s00, s01);
        subtract(c, at + stride, s10, s11);
        subtract(c, at + 2 * stride, s20, s21);
        subtract(c, at + 3 * stride, s30, s31);
    }

    private static void subtract(float[] c, int at, FloatVector left, FloatVector right) {
        FloatVector.fromArray(LANES, c, at).sub(left).intoArray(c, at);
        FloatVector.fromArray(LANES, c, at + L).sub(right).intoArray(c, at + L);
    }
}
