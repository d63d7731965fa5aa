package io.recloop.numerics.statistics;

import java.util.SplittableRandom;

/// What paired resampling works on.
final class PairedDifferences {
    /// More pairs than this are resampled in groups: the time stays that of 20,000, the distribution is by then
    /// normal.
    static final int MOST_UNITS = 20_000;

    private PairedDifferences() {}

    /// @throws IllegalArgumentException where the lengths differ or nothing is there
    static double[] of(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("not paired: %d and %d values".formatted(a.length, b.length));
        }
        if (a.length == 0) {
            throw new IllegalArgumentException("0 pairs");
        }
        var differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        return differences;
    }

    /// The differences, or means of equal groups of them drawn at random, which vary about the true mean as the
    /// differences' own mean does. The up to `size − 1` differences left over are in no group.
    static double[] units(double[] differences, SplittableRandom random) {
        if (differences.length <= MOST_UNITS) {
            return differences;
        }
        var shuffled = differences.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        int size = Math.ceilDiv(shuffled.length, MOST_UNITS);
        var means = new double[shuffled.length / size];
        for (int g = 0; g < means.length; g++) {
            for (int i = g * size; i < (g + 1) * size; i++) {
                means[g] += shuffled[i] / size;
            }
        }
        return means;
    }
}
