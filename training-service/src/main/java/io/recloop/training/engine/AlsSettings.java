package io.recloop.training.engine;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.sparse.CsrMatrix;

/// What ALS may be told. Only `unobservedWeight` and `regularization` want tuning, on a logarithmic grid.
///
/// @param factors           latent dimension, 1 to 1024
/// @param iterations        of both sides, 1 to 1000
/// @param regularization    λ ≥ 0
/// @param unobservedWeight  α₀ ≥ 0, the weight of a pair whether seen or not; a seen one weighs 1 more
/// @param frequencyExponent ν in 0..1: regularisation grows with a row's frequency to the power ν
/// @param cgSteps           conjugate gradient steps per row and sweep, 0 to 100; 0 solves exactly
/// @param seed              of the starting factors
/// @param threads           1 to 1024; changes the speed alone
public record AlsSettings(
        int factors,
        int iterations,
        double regularization,
        double unobservedWeight,
        double frequencyExponent,
        int cgSteps,
        long seed,
        int threads) {
    public AlsSettings {
        requireBetween("factors", factors, 1, 1024);
        requireBetween("iterations", iterations, 1, 1000);
        requireBetween("regularization", regularization, 0, 1e6);
        requireBetween("unobservedWeight", unobservedWeight, 0, 1e6);
        requireBetween("frequencyExponent", frequencyExponent, 0, 1);
        requireBetween("cgSteps", cgSteps, 0, 100);
        requireBetween("threads", threads, 1, 1024);
    }

    /// Fits data of any shape passably. Where the data is at hand, {@link #defaultsFor} fits it better.
    public static AlsSettings defaults() {
        return new AlsSettings(
                64, 16, 0.004, 0.1, 1, 3, 42, Runtime.getRuntime().availableProcessors());
    }

    /// The defaults, with α₀ following the density of the data: the best α₀ of a grid was 0.5, 0.5
    /// and 0.003 to 0.01
    /// on MovieLens-1M, MovieLens-100K and Amazon Beauty, which is 5 to 20 times their density,
    /// while one α₀ for all
    /// loses a fifth of the NDCG on one of them or collapses to zero factors.
    public static AlsSettings defaultsFor(CsrMatrix userItem) {
        return defaults().withUnobservedWeight(unobservedWeightFor(userItem));
    }

    /// 20 times the share of pairs that were seen, in 0.001..1.
    public static double unobservedWeightFor(CsrMatrix userItem) {
        double pairs = (double) userItem.rows() * userItem.cols();
        return Math.clamp(20 * userItem.entries() / Math.max(1, pairs), 0.001, 1);
    }

    public AlsSettings withUnobservedWeight(double weight) {
        return new AlsSettings(factors, iterations, regularization, weight, frequencyExponent, cgSteps, seed, threads);
    }

    public Objective objective() {
        return new Objective((float) unobservedWeight, (float) regularization, (float) frequencyExponent);
    }

    private static void requireBetween(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s must be in %s..%s, was %s".formatted(name, least, most, value));
        }
    }
}
