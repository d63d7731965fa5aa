package io.recloop.numerics.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The distribution of the mean difference of two paired samples, by resampling the pairs.
///
/// Source: Efron, Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 13 (percentile interval). For a mean its
/// coverage is right to `O(1/√n)`, a little too narrow for n below about 100. The same seed gives the same interval.
public final class PairedBootstrap {
    /// More pairs than this are resampled in groups: the time stays that of 20,000, the distribution is by then normal.
    private static final int MOST_UNITS = 20_000;

    private final double mean;
    private final double[] means;

    private PairedBootstrap(double mean, double[] means) {
        this.mean = mean;
        this.means = means;
    }

    /// @param a, b      of the same users in the same order; a − b is what is asked for
    /// @param resamples 1000 or more for a bound at 0.05
    /// @throws IllegalArgumentException where the lengths differ or nothing is there
    public static PairedBootstrap ofDifferences(double[] a, double[] b, int resamples, long seed) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("not paired: %d and %d values".formatted(a.length, b.length));
        }
        if (a.length == 0 || resamples <= 0) {
            throw new IllegalArgumentException("%d pairs, %d resamples".formatted(a.length, resamples));
        }
        var differences = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            differences[i] = a[i] - b[i];
        }
        var random = new SplittableRandom(seed);
        var units = differences.length > MOST_UNITS ? grouped(differences, random) : differences;
        var means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double total = 0;
            for (int i = 0; i < units.length; i++) {
                total += units[random.nextInt(units.length)];
            }
            means[r] = total / units.length;
        }
        Arrays.sort(means);
        return new PairedBootstrap(Sums.mean(differences), means);
    }

    /// Means of equal groups of pairs drawn at random, which vary about the true mean as the pairs' own mean does. The
    /// up to `size − 1` pairs left over are in no group.
    private static double[] grouped(double[] differences, SplittableRandom random) {
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

    /// The mean difference of the sample itself.
    public double mean() {
        return mean;
    }

    public double standardError() {
        return Math.sqrt(Sums.variance(means));
    }

    /// The true mean lies below this with probability `significance`.
    public double lowerBound(double significance) {
        return Quantiles.ofSorted(means, significance);
    }

    /// The true mean lies above this with probability `significance`.
    public double upperBound(double significance) {
        return Quantiles.ofSorted(means, 1 - significance);
    }

    /// The two-sided interval.
    ///
    /// @param confidence 0.95 leaves 0.025 on either side
    public Interval interval(double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(lowerBound(tail), upperBound(tail));
    }

    public record Interval(double lower, double upper) {}
}
