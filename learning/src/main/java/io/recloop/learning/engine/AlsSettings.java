package io.recloop.learning.engine;

import static io.recloop.learning.engine.Parameter.real;
import static io.recloop.learning.engine.Parameter.value;
import static io.recloop.learning.engine.Parameter.whole;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings of ALS. `unobservedWeight` and `regularization` want tuning, together and on a logarithmic grid; after
/// them `recency` and `factors`.
///
/// @param factors           latent dimension, 1 to 1024
/// @param iterations        of both sides, 1 to 1000
/// @param regularization    λ ≥ 0
/// @param unobservedWeight  α₀ ≥ 0, the weight of a pair whether seen or not; a seen one weighs 1 more
/// @param frequencyExponent ν in 0..1: regularisation grows with a row's frequency to the power ν
/// @param cgSteps           conjugate gradient steps per row and sweep, 0 to 100; 0 solves exactly
/// @param seed              of the starting factors
/// @param refinements       what may be left at its default
/// @param threads           1 to 1024; changes the speed alone
public record AlsSettings(
        int factors,
        int iterations,
        double regularization,
        double unobservedWeight,
        double frequencyExponent,
        int cgSteps,
        long seed,
        Refinements refinements,
        int threads)
        implements Settings {
    /// @param recency       γ in 0..3: a positive counts in proportion to `(1 + age)^−γ`, where the order is known
    /// @param contentWeight ρ in 0..1: how much of an item's regularisation pulls to what its content says, where
    ///     there is content; 0 does without
    /// @param blockSize     above 1: Newton steps on blocks of that many factors; otherwise conjugate gradients
    ///     on all
    /// @param patience      iterations without a better validation before stopping; 0 never stops
    public record Refinements(double recency, double contentWeight, int blockSize, int patience) {
        static final Refinements DEFAULTS = new Refinements(0, 1, 0, 0);
    }

    static final List<Parameter> PARAMETERS = List.of(
            real("unobservedWeight", 0, 1e6, "Weight of every pair, seen or not; a seen one weighs 1 more"),
            real("regularization", 0, 1e6, "Of a row of frequency one"),
            whole("factors", 1, 1024, "Latent dimension"),
            whole("iterations", 1, 1000, "Of both sides"),
            real("frequencyExponent", 0, 1, "How much of the regularisation grows with a row's frequency"),
            whole("cgSteps", 0, 100, "Conjugate gradient steps per row and sweep; 0 solves exactly"),
            real("recency", 0, 3, "Weight of a positive falls with its age to this power; 0: all count alike"),
            real("contentWeight", 0, 1, "How far content pulls items; 0 leaves it out"),
            whole("blockSize", 0, 1024, "Factors solved at once by Newton steps; 0 or 1: conjugate gradients on all"),
            whole("patience", 0, 1000, "Iterations without improvement before stopping; 0 never stops"),
            whole("seed", 0, 1L << 53, "Of the starting factors"));

    public AlsSettings {
        Parameter.check(
                PARAMETERS,
                map(
                        factors,
                        iterations,
                        regularization,
                        unobservedWeight,
                        frequencyExponent,
                        cgSteps,
                        seed,
                        refinements));
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be in 1..1024, was " + threads);
        }
    }

    /// With the refinements at their defaults.
    public AlsSettings(
            int factors,
            int iterations,
            double regularization,
            double unobservedWeight,
            double frequencyExponent,
            int cgSteps,
            long seed,
            int threads) {
        this(
                factors,
                iterations,
                regularization,
                unobservedWeight,
                frequencyExponent,
                cgSteps,
                seed,
                Refinements.DEFAULTS,
                threads);
    }

    /// Fits data of any shape passably. Where the data is at hand, [#defaultsFor] fits it better.
    public static AlsSettings defaults() {
        return new AlsSettings(
                64, 16, 0.004, 0.1, 1, 2, 42, Runtime.getRuntime().availableProcessors());
    }

    /// The defaults, with α₀ following the density of the data: the best α₀ of a grid was 0.5, 0.5 and 0.003
    /// to 0.01 on MovieLens-1M, MovieLens-100K and Amazon Beauty, which is 5 to 20 times their density, while
    /// one α₀ for all loses a fifth of the NDCG on one of them or collapses to zero factors.
    public static AlsSettings defaultsFor(CsrMatrix userItem) {
        return defaults().withUnobservedWeight(unobservedWeightFor(userItem));
    }

    /// 20 times the share of pairs that were seen, in 0.001..1.
    public static double unobservedWeightFor(CsrMatrix userItem) {
        double pairs = (double) userItem.rows() * userItem.cols();
        return Math.clamp(20 * userItem.entries() / Math.max(1, pairs), 0.001, 1);
    }

    public AlsSettings withUnobservedWeight(double weight) {
        return with("unobservedWeight", weight);
    }

    public Objective objective() {
        return new Objective((float) unobservedWeight, (float) regularization, (float) frequencyExponent);
    }

    @Override
    public Algorithm algorithm() {
        return Algorithm.ALS;
    }

    @Override
    public Map<String, Double> toMap() {
        return map(
                factors, iterations, regularization, unobservedWeight, frequencyExponent, cgSteps, seed, refinements);
    }

    @Override
    public AlsSettings with(String name, double value) {
        return of(Parameter.changed(PARAMETERS, toMap(), name, value), threads);
    }

    @Override
    public AlsSettings withThreads(int count) {
        return of(toMap(), count);
    }

    private static AlsSettings of(Map<String, Double> values, int threads) {
        return new AlsSettings(
                (int) value(values, "factors"),
                (int) value(values, "iterations"),
                value(values, "regularization"),
                value(values, "unobservedWeight"),
                value(values, "frequencyExponent"),
                (int) value(values, "cgSteps"),
                (long) value(values, "seed"),
                new Refinements(
                        value(values, "recency"),
                        value(values, "contentWeight"),
                        (int) value(values, "blockSize"),
                        (int) value(values, "patience")),
                threads);
    }

    private static Map<String, Double> map(
            int factors,
            int iterations,
            double regularization,
            double unobservedWeight,
            double frequencyExponent,
            int cgSteps,
            long seed,
            Refinements refinements) {
        var map = new TreeMap<String, Double>();
        map.put("factors", (double) factors);
        map.put("iterations", (double) iterations);
        map.put("regularization", regularization);
        map.put("unobservedWeight", unobservedWeight);
        map.put("frequencyExponent", frequencyExponent);
        map.put("cgSteps", (double) cgSteps);
        map.put("seed", (double) seed);
        map.put("recency", refinements.recency());
        map.put("contentWeight", refinements.contentWeight());
        map.put("blockSize", (double) refinements.blockSize());
        map.put("patience", (double) refinements.patience());
        return map;
    }
}
