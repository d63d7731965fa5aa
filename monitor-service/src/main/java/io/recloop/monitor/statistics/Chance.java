package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.Quantiles;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/// What a statistic does when nothing has changed: both sides are drawn from the same shares, again and again.
///
/// Counts are Poisson draws, which given their sum are the multinomial. The same seed gives the same answer.
public final class Chance {
    private static final int RESAMPLES = 300;
    private static final double NORMAL_FROM = 30;

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// @param shares    of the hypothesis, sum 1
    /// @param baseline  effective observations of the baseline
    /// @param current   effective observations of the window
    /// @param statistic of two arrays of counts, baseline first
    /// @param p         0.99 where more means drift, 0.01 where less does
    public double quantile(
            double[] shares,
            double baseline,
            double current,
            ToDoubleBiFunction<double[], double[]> statistic,
            double p) {
        var values = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            var a = draw(shares, baseline);
            var b = draw(shares, current);
            double value = statistic.applyAsDouble(a, b);
            values[r] = Double.isFinite(value) ? value : 0;
        }
        return Quantiles.of(values, p);
    }

    public double[] draw(double[] shares, double observations) {
        var counts = new double[shares.length];
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            counts[i] = poisson(shares[i] * observations);
            sum += counts[i];
        }
        if (sum == 0) {
            // Nothing was drawn at all; shares need something to be divided by.
            counts[random.nextInt(counts.length)] = 1;
        }
        return counts;
    }

    private double poisson(double mean) {
        if (mean >= NORMAL_FROM) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        // Knuth, The Art of Computer Programming 2, 3.4.1: the number of uniforms whose product stays above e^-mean.
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
