package io.recloop.numerics.kernels;

/// The loops in plain Java.
final class ScalarBlockProduct implements BlockProduct {
    @Override
    public void subtract(float[] c, int cOffset, int stride, float[] a, int aOffset, float[] b, int bOffset) {
        for (int row = 0; row < SIZE; row++) {
            int to = cOffset + row * stride;
            for (int p = 0; p < SIZE; p++) {
                float factor = -a[aOffset + row * SIZE + p];
                int from = bOffset + p * SIZE;
                for (int column = 0; column < SIZE; column++) {
                    c[to + column] = Math.fma(factor, b[from + column], c[to + column]);
                }
            }
        }
    }
}
