package io.recloop.numerics.kernels;

import java.util.SplittableRandom;

/// Seeded inputs and what double precision makes of them.
final class Samples {
    /// Unit roundoff of float.
    static final double U = 0x1p-24;

    private final SplittableRandom random;

    Samples(long seed) {
        this.random = new SplittableRandom(seed);
    }

    float[] floats(int n) {
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    double[] doubles(int n) {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    /// `size` distinct rows below `of`, ascending.
    int[] rows(int size, int of) {
        return random.ints(0, of).distinct().limit(size).sorted().toArray();
    }

    float[] weights(int n) {
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextDouble(0.1, 3);
        }
        return values;
    }

    static double dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }

    /// `Σ|aᵢbᵢ|`, what the error of a dot product is measured in.
    static double magnitude(float[] a, int aOffset, float[] b, int bOffset, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.abs((double) a[aOffset + i] * b[bOffset + i]);
        }
        return sum;
    }
}
