package io.recloop.monitor.statistics;

/// Whether a model's scores have changed.
///
/// @param test          [KolmogorovSmirnov]
/// @param meanShift     `(mean − mean of the reference)/σ of the reference`, with its sign; σ divides by
///     n
/// @param varianceRatio variance by the variance of the reference, both divided by n
public record PredictionDrift(Statistic test, Statistic meanShift, Statistic varianceRatio) {
    public static PredictionDrift between(NumericSample reference, NumericSample current) {
        return new PredictionDrift(
                KolmogorovSmirnov.test(reference, current),
                meanShift(Spread.of(reference.ascending()), Spread.of(current.ascending())),
                varianceRatio(Spread.of(reference.ascending()), Spread.of(current.ascending())));
    }

    public static Statistic meanShift(Spread reference, Spread current) {
        return defined(reference, current)
                ? new Statistic.Value((current.mean() - reference.mean()) / reference.deviation())
                : undefined(reference, current);
    }

    public static Statistic varianceRatio(Spread reference, Spread current) {
        return defined(reference, current)
                ? new Statistic.Value(current.variance() / reference.variance())
                : undefined(reference, current);
    }

    private static boolean defined(Spread reference, Spread current) {
        return reference.count() > 0 && current.count() > 0 && reference.variance() > 0;
    }

    private static Statistic undefined(Spread reference, Spread current) {
        if (reference.count() == 0 || current.count() == 0) {
            return new Statistic.Undefined(
                    reference.count() == 0 ? "the reference has no values" : "there are no values to compare");
        }
        return new Statistic.Undefined("all values of the reference are the same: there is no unit to measure in");
    }
}
