package io.recloop.numerics.statistics;

/// Distances between two histograms over the same cells. Counts or shares: each side is divided by its sum first.
public final class Distributions {
    private Distributions() {}

    /// `Σ|p − q|`, 0 for the same shape, 2 where nothing is shared.
    ///
    /// @throws IllegalArgumentException where the lengths differ, an entry is negative or not finite, or a side
    ///     is empty
    public static double totalAbsoluteDifference(double[] a, double[] b) {
        var p = shares(a);
        var q = shares(b);
        requirePaired(p.length, q.length);
        double total = 0;
        for (int i = 0; i < p.length; i++) {
            total += Math.abs(p[i] - q[i]);
        }
        return total;
    }

    /// Half of [#totalAbsoluteDifference]: the greatest difference in probability of any event, 0..1.
    public static double totalVariation(double[] a, double[] b) {
        return totalAbsoluteDifference(a, b) / 2;
    }

    /// Each entry divided by the sum.
    public static double[] shares(double[] counts) {
        double total = 0;
        for (double count : counts) {
            if (!(count >= 0) || Double.isInfinite(count)) {
                throw new IllegalArgumentException("a count must be finite and >= 0, was " + count);
            }
            total += count;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("nothing was counted");
        }
        var shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] / total;
        }
        return shares;
    }

    static void requirePaired(int a, int b) {
        if (a != b) {
            throw new IllegalArgumentException("%d and %d cells".formatted(a, b));
        }
    }
}
