package io.recloop.learning.evaluation;

import java.util.Arrays;

/// One value a user for each metric that has one and each length of list; NaN where it is not defined for the user.
/// A slot is written by one thread alone.
///
/// Of [Metric#POPULARITY_LIFT] it is the list's mean popularity, to be divided by that of the history.
final class UserValues {
    private final double[][][] values;
    private final double[] popularityOfHistory;

    UserValues(int cutoffs, int users) {
        values = new double[Metric.values().length][cutoffs][];
        popularityOfHistory = unknown(users);
        for (var metric : Metric.values()) {
            if (metric.ofUsers() || metric == Metric.POPULARITY_LIFT) {
                for (int c = 0; c < cutoffs; c++) {
                    values[metric.ordinal()][c] = unknown(users);
                }
            }
        }
    }

    private static double[] unknown(int users) {
        var values = new double[users];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    void set(Metric metric, int cutoff, int slot, double value) {
        values[metric.ordinal()][cutoff][slot] = value;
    }

    void setPopularityOfHistory(int slot, double value) {
        popularityOfHistory[slot] = value;
    }

    /// The shared array.
    double[] of(Metric metric, int cutoff) {
        return values[metric.ordinal()][cutoff];
    }

    /// The shared array.
    double[] popularityOfHistory() {
        return popularityOfHistory;
    }
}
