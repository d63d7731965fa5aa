package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.Sums;

/// How far predicted ratings are from those that were given.
///
/// @param mae  mean absolute error, `Σ|p − y|/n`
/// @param rmse root of the mean squared error, `√(Σ(p − y)²/n)`
/// @param mape mean absolute error by the rating itself, `Σ|p − y|/|y|/n`; undefined where a rating is
///     zero
/// @param r2   coefficient of determination, `1 − Σ(p − y)²/Σ(y − ȳ)²`; undefined where all ratings are
///     the same
public record RatingErrors(Statistic mae, Statistic rmse, Statistic mape, Statistic r2) {
    /// The seeds' minimum: below it nothing is said.
    private static final int FEWEST = 10;

    /// @throws IllegalArgumentException where the lengths differ
    public static RatingErrors of(double[] predicted, double[] given) {
        if (predicted.length != given.length) {
            throw new IllegalArgumentException(
                    "%d predictions of %d ratings".formatted(predicted.length, given.length));
        }
        if (given.length < FEWEST) {
            var insufficient = new Statistic.Insufficient(given.length, FEWEST);
            return new RatingErrors(insufficient, insufficient, insufficient, insufficient);
        }
        int n = given.length;
        double mean = Sums.mean(given);
        var absolute = new double[n];
        var squared = new double[n];
        var relative = new double[n];
        var around = new double[n];
        for (int i = 0; i < n; i++) {
            double error = predicted[i] - given[i];
            absolute[i] = Math.abs(error);
            squared[i] = error * error;
            relative[i] = Math.abs(error) / Math.abs(given[i]);
            around[i] = (given[i] - mean) * (given[i] - mean);
        }
        double total = Sums.sum(around);
        double byRating = Sums.mean(relative);
        return new RatingErrors(
                new Statistic.Value(Sums.mean(absolute)),
                new Statistic.Value(Math.sqrt(Sums.mean(squared))),
                Double.isFinite(byRating)
                        ? new Statistic.Value(byRating)
                        : new Statistic.Undefined("a rating is zero: no error can be divided by it"),
                total > 0
                        ? new Statistic.Value(1 - Sums.sum(squared) / total)
                        : new Statistic.Undefined("all ratings are the same: there is no variance to explain"));
    }

    /// How much greater an error is than in training, `error/training − 1`: more than 0.2 is the seeds'
    /// drift, more than 0.5 their degradation.
    ///
    /// @param training the same error as it was measured in training
    public static Statistic degradation(Statistic error, double training) {
        return switch (error) {
            case Statistic.Undefined undefined -> undefined;
            case Statistic.Insufficient insufficient -> insufficient;
            case Statistic.Value known -> degradation(known.value(), training);
            case Statistic.Tested tested -> degradation(tested.value(), training);
        };
    }

    private static Statistic degradation(double error, double training) {
        return training > 0
                ? new Statistic.Value(error / training - 1)
                : new Statistic.Undefined("the error in training was zero: no ratio exists");
    }
}
