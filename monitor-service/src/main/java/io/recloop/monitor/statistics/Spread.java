package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.Sums;

/// Number, mean and population variance of some values.
///
/// @param variance divided by n
public record Spread(long count, double mean, double variance) {
    static Spread of(double[] values) {
        if (values.length == 0) {
            return new Spread(0, Double.NaN, Double.NaN);
        }
        double mean = Sums.mean(values);
        var squares = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            squares[i] = (values[i] - mean) * (values[i] - mean);
        }
        return new Spread(values.length, mean, Sums.mean(squares));
    }

    public double deviation() {
        return Math.sqrt(variance);
    }
}
