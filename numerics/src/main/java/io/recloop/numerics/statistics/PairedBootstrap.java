package io.recloop.numerics.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The distribution of the mean difference of two paired samples, by resampling the pairs.
///
/// Source: Efron, Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 13 (percentile interval). For a mean its
/// coverage is right to `O(1/√n)`, a little too narrow where few pairs differ: a bound stated at 5 % was seen to miss
/// at up to 7.5 % there. [PairedSignFlip] does not. The same seed gives the same interval.
public final class PairedBootstrap {
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
        if (resamples <= 0) {
            throw new IllegalArgumentException("resamples must be > 0, was " + resamples);
        }
        var differences = PairedDifferences.of(a, b);
        var random = new SplittableRandom(seed);
        var units = PairedDifferences.units(differences, random);
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
