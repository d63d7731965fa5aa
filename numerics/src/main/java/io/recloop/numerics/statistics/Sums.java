package io.recloop.numerics.statistics;

/// Sums whose error does not grow with the number of terms.
///
/// Source: Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*, ZAMM 1974.
/// Error: at most `2⁻⁵³·|Σx| + O(n·2⁻¹⁰⁶)·Σ|x|`.
public final class Sums {
    private Sums() {}

    public static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return Double.isFinite(sum) ? sum + lost : sum;
    }

    /// NaN where there are no values.
    public static double mean(double[] values) {
        return sum(values) / values.length;
    }

    /// The unbiased sample variance, in two passes; NaN for fewer than two values.
    public static double variance(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        var squares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        return sum(squares) / (values.length - 1);
    }
}
