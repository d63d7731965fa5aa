package io.recloop.learning.engine;

import static io.recloop.learning.engine.Parameter.real;
import static io.recloop.learning.engine.Parameter.whole;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings of EASE.
///
/// @param values by the names of [#PARAMETERS]
public record EaseSettings(Map<String, Double> values, int threads) implements Settings {
    static final List<Parameter> PARAMETERS = List.of(
            real("regularization", 1e-3, 1e6, "Added to the diagonal of the items' co-occurrences"),
            whole("keptWeights", 1, 20_000, "Weights kept for each item, the largest; the rest is pruned"));

    public EaseSettings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        Parameter.check(PARAMETERS, values);
    }

    /// λ of twice the mean number of users that an item has, in 10..1000.
    static EaseSettings defaultsFor(CsrMatrix positives) {
        double mean = (double) positives.entries() / Math.max(1, positives.cols());
        return new EaseSettings(
                Map.of("regularization", Math.clamp(2 * mean, 10, 1000), "keptWeights", 512.0),
                Runtime.getRuntime().availableProcessors());
    }

    public double regularization() {
        return Parameter.value(values, "regularization");
    }

    public int keptWeights() {
        return (int) Parameter.value(values, "keptWeights");
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.EASE;
    }

    @Override
    public Map<String, Double> toMap() {
        return values;
    }

    @Override
    public EaseSettings with(String name, double value) {
        return new EaseSettings(Parameter.changed(PARAMETERS, values, name, value), threads);
    }

    @Override
    public EaseSettings withThreads(int count) {
        return new EaseSettings(values, count);
    }
}
