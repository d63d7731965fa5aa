package io.recloop.monitor.statistics;

/// How far numbers have to be moved on average to turn one sample into the other, in standard deviations
/// of the reference: `∫|F(x) − G(x)|dx / σ`.
///
/// Source: Vallender, *Calculation of the Wasserstein distance between probability distributions on the
/// line*, 1974. The numerator is SciPy's `wasserstein_distance`; σ divides by n, as NumPy's `std` does. A
/// single far value dominates it: look at the quantiles too.
public final class WassersteinDistance {
    private WassersteinDistance() {}

    public static Statistic normed(NumericSample reference, NumericSample current) {
        if (reference.isEmpty() || current.isEmpty()) {
            return new Statistic.Undefined(
                    reference.isEmpty() ? "the reference has no values" : "there are no values to compare");
        }
        if (reference.isConstant()) {
            return new Statistic.Undefined("all values of the reference are the same: there is no unit to measure in");
        }
        double deviation = Spread.of(reference.ascending()).deviation();
        return new Statistic.Value(distance(reference.ascending(), current.ascending()) / deviation);
    }

    private static double distance(double[] a, double[] b) {
        double distance = 0;
        double before = Math.min(a[0], b[0]);
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            double at = i == a.length ? b[j] : j == b.length ? a[i] : Math.min(a[i], b[j]);
            distance += Math.abs((double) i / a.length - (double) j / b.length) * (at - before);
            while (i < a.length && a[i] == at) {
                i++;
            }
            while (j < b.length && b[j] == at) {
                j++;
            }
            before = at;
        }
        return distance;
    }
}
