package io.recloop.recommender.ranking;

import java.util.Optional;

/// Solves for a user against items that stand. Thread-safe.
sealed interface FoldIn permits AlsFoldIn, BprFoldIn {
    /// @return `float[k]`
    float[] solve(UserHistory history);

    /// Takes the score of an item apart; absent where it is no sum over what was liked.
    Optional<Explanation> explain(UserHistory history, int itemRow);

    /// See {@link Scorer#leastAgreement}.
    double leastAgreement();
}
