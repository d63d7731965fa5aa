package io.recloop.monitor.statistics;

import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.apache.commons.statistics.inference.PValueMethod;

/// Whether two samples of numbers come from one distribution: `D = sup|F(x) − G(x)|` of their empirical
/// distribution functions.
///
/// Source: Smirnov, *Table for estimating the goodness of fit of empirical distributions*, 1948. The
/// exact p-value counts lattice paths (Hodges, *The significance probability of the Smirnov two-sample
/// test*, 1958), the asymptotic one is the one-sample distribution at `nm/(n + m)` values (Simard and
/// L'Ecuyer, 2011), both as SciPy's `ks_2samp` has them. Equal values are one step, so ties make the test
/// conservative: ratings of five levels belong to [LevelTest].
public final class KolmogorovSmirnov {
    /// The exact p-value takes n·m steps; SciPy too counts exactly up to this size of the larger sample.
    static final int LARGEST_EXACT = 10_000;

    private KolmogorovSmirnov() {}

    /// Exact up to [#LARGEST_EXACT] values, asymptotic from there on.
    public static Statistic test(NumericSample a, NumericSample b) {
        return Math.max(a.size(), b.size()) <= LARGEST_EXACT ? exact(a, b) : asymptotic(a, b);
    }

    public static Statistic exact(NumericSample a, NumericSample b) {
        if (a.isEmpty() || b.isEmpty()) {
            return empty(a);
        }
        long steps = steps(a.ascending(), b.ascending());
        return new Statistic.Tested(
                (double) steps / a.size() / b.size(), Math.min(1, exactPValue(steps, a.size(), b.size())));
    }

    public static Statistic asymptotic(NumericSample a, NumericSample b) {
        if (a.isEmpty() || b.isEmpty()) {
            return empty(a);
        }
        if (Math.rint((double) a.size() * b.size() / ((double) a.size() + b.size())) < 1) {
            return new Statistic.Undefined("one value on each side is too few for the asymptotic distribution");
        }
        var result = KolmogorovSmirnovTest.withDefaults()
                .with(PValueMethod.ASYMPTOTIC)
                .test(a.ascending(), b.ascending());
        return new Statistic.Tested(result.getStatistic(), Math.clamp(result.getPValue(), 0, 1));
    }

    private static Statistic empty(NumericSample a) {
        return new Statistic.Undefined(
                a.isEmpty() ? "the reference has no values" : "there are no values to compare with the reference");
    }

    /// The distance that is exceeded with probability alpha where nothing differs: `√(−ln(α/2)/2)·√((n +
    /// m)/nm)`. From 1,000 values on either side it is within some percent of the exact one; below it is
    /// too large, so it errs on the side of no difference.
    ///
    /// @param n how many values were seen, whether or not they were kept
    public static double criticalDistance(double n, double m, double alpha) {
        return Math.sqrt(-Math.log(alpha / 2) / 2) * Math.sqrt((n + m) / (n * m));
    }

    /// D times n·m, which is a whole number.
    private static long steps(double[] a, double[] b) {
        long n = a.length;
        long m = b.length;
        long greatest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] == at) {
                i++;
            }
            while (j < b.length && b[j] == at) {
                j++;
            }
            greatest = Math.max(greatest, Math.abs(i * m - j * n));
        }
        return greatest;
    }

    /// The probability that a random path from (0, 0) to (n, m) leaves the strip `|i·m − j·n| < steps`.
    /// All terms are positive, so a small probability has a small relative error.
    private static double exactPValue(long steps, int n, int m) {
        if (steps == 0) {
            return 1;
        }
        var left = new double[m + 1];
        for (int i = 0; i <= n; i++) {
            for (int j = 0; j <= m; j++) {
                if (Math.abs((long) i * m - (long) j * n) >= steps) {
                    left[j] = 1;
                } else if (i == 0) {
                    left[j] = j == 0 ? 0 : left[j - 1];
                } else if (j > 0) {
                    left[j] = (left[j] * i + left[j - 1] * j) / (i + j);
                }
            }
        }
        return left[m];
    }
}
