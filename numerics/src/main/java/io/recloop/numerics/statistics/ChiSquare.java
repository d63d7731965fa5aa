package io.recloop.numerics.statistics;

/// Pearson's chi-square and its effect sizes. The p-value is the caller's: it needs a distribution function.
///
/// @param statistic        Σ(observed − expected)²/expected
/// @param degreesOfFreedom cells that can vary
/// @param observations     how many were counted in all
public record ChiSquare(double statistic, int degreesOfFreedom, double observations) {
    /// Goodness of fit.
    ///
    /// @param counts   what was observed
    /// @param expected shares or counts of the hypothesis; cells it gives nothing to must be empty on both sides
    /// @throws IllegalArgumentException where lengths differ, a side is empty, or something was seen that cannot be
    public static ChiSquare ofFit(double[] counts, double[] expected) {
        Distributions.requirePaired(counts.length, expected.length);
        Distributions.shares(counts);
        var shares = Distributions.shares(expected);
        double observations = Sums.sum(counts);
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < counts.length; i++) {
            if (shares[i] == 0 && counts[i] > 0) {
                throw new IllegalArgumentException("cell %d was seen but cannot be".formatted(i));
            }
            if (shares[i] > 0) {
                double wanted = shares[i] * observations;
                statistic += (counts[i] - wanted) * (counts[i] - wanted) / wanted;
                cells++;
            }
        }
        return new ChiSquare(statistic, cells - 1, observations);
    }

    /// Homogeneity of two samples: cells empty on both sides do not count.
    ///
    /// @throws IllegalArgumentException where lengths differ or a side is empty
    public static ChiSquare ofHomogeneity(double[] a, double[] b) {
        Distributions.requirePaired(a.length, b.length);
        Distributions.shares(a);
        Distributions.shares(b);
        double ofA = Sums.sum(a);
        double ofB = Sums.sum(b);
        double all = ofA + ofB;
        double statistic = 0;
        int cells = 0;
        for (int i = 0; i < a.length; i++) {
            double both = a[i] + b[i];
            if (both > 0) {
                double wantedA = both * ofA / all;
                double wantedB = both * ofB / all;
                statistic += (a[i] - wantedA) * (a[i] - wantedA) / wantedA;
                statistic += (b[i] - wantedB) * (b[i] - wantedB) / wantedB;
                cells++;
            }
        }
        return new ChiSquare(statistic, cells - 1, all);
    }

    /// Cohen's w, `√(χ²/n)`: 0.1 is called small, 0.3 medium, 0.5 large. For two samples it is Cramér's V too.
    public double effectSize() {
        return Math.sqrt(statistic / observations);
    }
}
