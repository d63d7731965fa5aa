package io.recloop.learning.als;

import io.recloop.numerics.kernels.AlsRow.Objective;
import io.recloop.numerics.sparse.CsrMatrix;
import org.jspecify.annotations.Nullable;

/// What is minimised.
///
/// @param userItem who had what, weights as values. Items that nobody had are no part of it: they are neither
///     negatives nor counted, and their factors are zero
/// @param factors  latent dimension
/// @param prior    absent: the prior mean of an item is zero
public record Problem(
        CsrMatrix userItem,
        int factors,
        Objective objective,
        @Nullable ContentPrior prior) {
    public static Problem of(CsrMatrix userItem, int factors, Objective objective) {
        return new Problem(userItem, factors, objective, null);
    }
}
