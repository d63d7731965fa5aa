package io.recloop.numerics.statistics;

import java.util.Arrays;

/// Spearman's correlation, ties ranked at their mean.
public final class RankCorrelation {
    private RankCorrelation() {}

    /// In −1..1; NaN where a side is constant or fewer than two pairs are given.
    ///
    /// @throws IllegalArgumentException where the lengths differ
    public static double spearman(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("not paired: %d and %d values".formatted(a.length, b.length));
        }
        return pearson(ranks(a), ranks(b));
    }

    /// 1 for the least; equal values share the mean of their ranks.
    public static double[] ranks(double[] values) {
        var plain = new double[values.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = values[i] + 0.0; // minus zero is zero: sorting would tell them apart
        }
        // Sorting (value, place) pairs would box them; sorted values and a search do not.
        var ascending = plain.clone();
        Arrays.sort(ascending);
        var ranks = new double[plain.length];
        for (int i = 0; i < plain.length; i++) {
            ranks[i] = (first(ascending, plain[i]) + last(ascending, plain[i])) / 2.0 + 1;
        }
        return ranks;
    }

    private static double pearson(double[] a, double[] b) {
        double meanA = Sums.mean(a);
        double meanB = Sums.mean(b);
        double product = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int i = 0; i < a.length; i++) {
            product += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return product / Math.sqrt(squaresA * squaresB);
    }

    private static int first(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(ascending[middle], value) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int last(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(ascending[middle], value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
