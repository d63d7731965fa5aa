package io.recloop.learning.offline;

import io.recloop.numerics.statistics.Quantiles;
import java.util.List;

/// Of the runs of a measurement.
record Spread(double min, double median, double max) {
    static Spread of(List<Double> runs) {
        var values = runs.stream().mapToDouble(Double::doubleValue).toArray();
        return new Spread(Quantiles.of(values, 0), Quantiles.of(values, 0.5), Quantiles.of(values, 1));
    }
}
