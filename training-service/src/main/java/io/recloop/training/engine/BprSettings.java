package io.recloop.training.engine;

import static io.recloop.training.engine.Parameter.real;
import static io.recloop.training.engine.Parameter.whole;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What BPR may be told.
///
/// @param values by the names of {@link #PARAMETERS}
public record BprSettings(Map<String, Double> values, int threads) implements Settings {
    static final List<Parameter> PARAMETERS = List.of(
            whole("factors", 1, 1024, "Latent dimension"),
            whole("iterations", 1, 10_000, "Epochs at most"),
            real("learningRate", 1e-6, 10, "Step of the first epoch"),
            real("learningRateDecay", 0, 1, "Share of the first step by which the last one is smaller"),
            real("userRegularization", 0, 10, "Of user factors"),
            real("positiveRegularization", 0, 10, "Of an item drawn as a positive"),
            real("negativeRegularization", 0, 10, "Of an item drawn as a negative"),
            real("biasRegularization", 0, 10, "Of item biases"),
            whole("itemBias", 0, 1, "1: items have a bias"),
            whole("candidates", 1, 64, "Negatives drawn, of which the best scored is taken; 1 takes any"),
            real(
                    "dislikedShare",
                    0,
                    1,
                    "Share of the negatives taken from what the user rated low, where there is such"),
            whole("patience", 0, 1000, "Epochs without improvement before stopping; 0 never stops"),
            real("minimumImprovement", 0, 1, "Of the validation NDCG to count as one"),
            whole("deterministic", 0, 1, "1: the same model to the bit for the same seed, at some speed"),
            whole("seed", 0, 1L << 53, "Of the start and the draws"));

    public BprSettings {
        values = new TreeMap<>(values);
        Parameter.check(PARAMETERS, values);
    }

    static BprSettings defaultsFor(CsrMatrix positives) {
        throw new UnsupportedOperationException("not yet");
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.BPR;
    }

    @Override
    public Map<String, Double> toMap() {
        return values;
    }

    @Override
    public BprSettings with(String name, double value) {
        return new BprSettings(Parameter.changed(PARAMETERS, values, name, value), threads);
    }

    @Override
    public BprSettings withThreads(int count) {
        return new BprSettings(values, count);
    }
}
