package io.recloop.learning.engine;

import static io.recloop.learning.engine.Parameter.real;
import static io.recloop.learning.engine.Parameter.value;
import static io.recloop.learning.engine.Parameter.whole;

import io.recloop.learning.bpr.Sampling;
import io.recloop.numerics.kernels.BprRow;
import io.recloop.numerics.kernels.PairwiseStep.Regularization;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings of BPR.
///
/// @param values by the names of [#PARAMETERS]
public record BprSettings(Map<String, Double> values, int threads) implements Settings {
    /// Of a user, in the mean. Solving gains with 54 and 92 (MovieLens) and loses with 6 (Beauty); decision 0016.
    private static final int POSITIVES_TO_SOLVE_BY = 20;

    static final List<Parameter> PARAMETERS = List.of(
            real("learningRate", 1e-6, 10, "Step of the first epoch"),
            real("userRegularization", 0, 10, "Of user factors"),
            real("positiveRegularization", 0, 10, "Of an item drawn as a positive"),
            real("negativeRegularization", 0, 10, "Of an item drawn as a negative"),
            whole("candidates", 1, 64, "Negatives drawn, of which the best scored is taken; 1 takes any"),
            real("hardShare", 0, 1, "Share of the pairs for which the best scored of the candidates is taken"),
            real("recency", 0, 3, "Weight of a positive falls with its age to this power; 0 weighs all alike"),
            real("drawnRecency", 0, 1, "Share of that power to draw positives by; users are solved by all of it"),
            real("popularityExponent", 0, 1, "Negatives are drawn in proportion to popularity to this power"),
            whole("factors", 1, 1024, "Latent dimension"),
            whole("iterations", 1, 10_000, "Epochs at most"),
            real("learningRateDecay", 0, 0.9, "Share of the step that is lost with each epoch"),
            real("biasRegularization", 0, 10, "Of item biases"),
            whole("itemBias", 0, 1, "1: items have a bias"),
            real(
                    "dislikedShare",
                    0,
                    1,
                    "Share of the negatives taken from what the user rated low, where there is such"),
            real(
                    "averaging",
                    0,
                    0.99,
                    "Share of the factors' mean over the epochs kept each epoch; 0: the last are taken"),
            whole("solvedUsers", 0, 1, "1: users are solved against the trained items in the end, as serving would"),
            real("contentWeight", 0, 1, "How far items are drawn to where their content puts them; 0 not at all"),
            whole("validationInterval", 1, 1000, "Epochs between two validations"),
            whole("patience", 0, 1000, "Validations without improvement before stopping; 0 never stops"),
            real("minimumImprovement", 0, 1, "Of the validation NDCG to count as one"),
            whole("seed", 0, 1L << 53, "Of the start and the draws"));

    public BprSettings {
        values = new TreeMap<>(values);
        Parameter.check(PARAMETERS, values);
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be in 1..1024, was " + threads);
        }
    }

    public static BprSettings defaults() {
        return new BprSettings(
                Map.ofEntries(
                        Map.entry("learningRate", 0.05),
                        Map.entry("userRegularization", 0.02),
                        Map.entry("positiveRegularization", 0.05),
                        Map.entry("negativeRegularization", 0.02),
                        Map.entry("candidates", 8.0),
                        Map.entry("hardShare", 1.0),
                        Map.entry("recency", 1.6),
                        Map.entry("drawnRecency", 0.6),
                        Map.entry("popularityExponent", 0.25),
                        Map.entry("factors", 64.0),
                        Map.entry("iterations", 60.0),
                        Map.entry("learningRateDecay", 0.03),
                        Map.entry("biasRegularization", 0.01),
                        Map.entry("itemBias", 1.0),
                        Map.entry("dislikedShare", 0.3),
                        Map.entry("averaging", 0.9),
                        Map.entry("solvedUsers", 1.0),
                        Map.entry("contentWeight", 1.0),
                        Map.entry("validationInterval", 3.0),
                        Map.entry("patience", 5.0),
                        Map.entry("minimumImprovement", 0.001),
                        Map.entry("seed", 42.0)),
                Runtime.getRuntime().availableProcessors());
    }

    /// Few positives do not determine a user: there the steps' vector, to which chance adds little over the epochs, is
    /// the better one.
    static BprSettings defaultsFor(CsrMatrix positives) {
        int users = 0;
        for (int user = 0; user < positives.rows(); user++) {
            users += positives.rowLength(user) > 0 ? 1 : 0;
        }
        boolean many = positives.entries() >= (long) POSITIVES_TO_SOLVE_BY * users;
        return defaults().with("solvedUsers", many ? 1 : 0);
    }

    public int factors() {
        return (int) value(values, "factors");
    }

    public int iterations() {
        return (int) value(values, "iterations");
    }

    public int patience() {
        return (int) value(values, "patience");
    }

    public int validationInterval() {
        return (int) value(values, "validationInterval");
    }

    public double minimumImprovement() {
        return value(values, "minimumImprovement");
    }

    public double averaging() {
        return value(values, "averaging");
    }

    public boolean solvedUsers() {
        return value(values, "solvedUsers") == 1;
    }

    @Override
    public double recency() {
        return value(values, "recency");
    }

    /// What positives are drawn by. Items learn from what a user had long ago too; what the user wants next follows
    /// from the newest.
    public double drawnRecency() {
        return recency() * value(values, "drawnRecency");
    }

    public double popularityExponent() {
        return value(values, "popularityExponent");
    }

    public boolean itemBias() {
        return value(values, "itemBias") == 1;
    }

    public double contentWeight() {
        return value(values, "contentWeight");
    }

    public long seed() {
        return (long) value(values, "seed");
    }

    /// The step of an epoch, counted from 1. It does not follow from how many epochs there are to be, so that a
    /// training for as many epochs as the best one of another had repeats it.
    public double learningRate(int epoch) {
        return value(values, "learningRate") * Math.pow(1 - value(values, "learningRateDecay"), epoch - 1);
    }

    public Regularization regularization() {
        return new Regularization(
                (float) value(values, "userRegularization"),
                (float) value(values, "positiveRegularization"),
                (float) value(values, "negativeRegularization"),
                (float) value(values, "biasRegularization"));
    }

    public Sampling sampling() {
        return new Sampling(
                popularityExponent(),
                (int) value(values, "candidates"),
                value(values, "hardShare"),
                value(values, "dislikedShare"));
    }

    /// What a user is folded in by.
    public BprRow.Objective foldIn() {
        return new BprRow.Objective(
                value(values, "userRegularization"), popularityExponent(), (int) value(values, "candidates"), seed());
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.BPR;
    }

    @Override
    public Map<String, Double> toMap() {
        return new TreeMap<>(values);
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
