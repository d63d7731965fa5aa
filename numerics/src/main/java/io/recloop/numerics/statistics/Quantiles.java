package io.recloop.numerics.statistics;

import java.util.Arrays;

/// Quantiles by linear interpolation between order statistics: type 7 of Hyndman and Fan, what NumPy and R do by
/// default.
public final class Quantiles {
    private Quantiles() {}

    /// @param ascending at least one value, sorted
    /// @param p         in 0..1
    public static double ofSorted(double[] ascending, double p) {
        if (ascending.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p must be in 0..1, was " + p);
        }
        double at = p * (ascending.length - 1);
        int below = (int) at;
        if (below + 1 >= ascending.length || at == below) {
            return ascending[below];
        }
        return ascending[below] + (at - below) * (ascending[below + 1] - ascending[below]);
    }

    /// Leaves `values` as they are.
    public static double of(double[] values, double p) {
        var ascending = values.clone();
        Arrays.sort(ascending);
        return ofSorted(ascending, p);
    }
}
