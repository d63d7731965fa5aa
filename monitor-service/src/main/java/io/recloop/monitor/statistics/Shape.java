package io.recloop.monitor.statistics;

import io.recloop.monitor.verdicts.Measurement;
import io.recloop.numerics.statistics.ChiSquare;
import io.recloop.numerics.statistics.Distributions;
import java.util.Locale;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether two histograms have the same shape: total variation for the effect, chi-square of homogeneity for the
/// evidence, corrected for people who are counted several times.
public final class Shape {
    private Shape() {}

    /// @param baseline counts per cell
    /// @param current  counts per cell of the window
    /// @param seed     of the noise floor
    public static Measurement compare(double[] baseline, double[] current, DesignEffect design, long seed) {
        var test = ChiSquare.ofHomogeneity(baseline, current);
        long n = (long) java.util.Arrays.stream(current).sum();
        if (test.degreesOfFreedom() < 1) {
            return new Measurement.NotDefined(n, "there is one cell only: nothing can differ");
        }
        double effect = Distributions.totalVariation(baseline, current);
        return new Measurement.Measured(
                effect,
                noiseFloor(baseline, current, design, seed),
                pValue(test, design),
                n,
                String.format(
                        Locale.ROOT,
                        "%d observations in %d cells, worth %.0f independent ones",
                        n,
                        test.degreesOfFreedom() + 1,
                        design.effective(n)));
    }

    public static double pValue(ChiSquare test, DesignEffect design) {
        double spread = 1 + design.variation();
        double statistic = test.statistic() / (design.delta() * spread);
        double freedom = Math.max(test.degreesOfFreedom() / spread, 0.5);
        return ChiSquaredDistribution.of(freedom).survivalProbability(statistic);
    }

    private static double noiseFloor(double[] baseline, double[] current, DesignEffect design, long seed) {
        double ofBaseline = java.util.Arrays.stream(baseline).sum();
        double ofCurrent = java.util.Arrays.stream(current).sum();
        return new Chance(seed)
                .quantile(
                        Distributions.shares(baseline),
                        design.effective(ofBaseline),
                        design.effective(ofCurrent),
                        Distributions::totalVariation,
                        0.99);
    }
}
