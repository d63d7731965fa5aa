package io.recloop.learning.evaluation;

/// Means over the evaluated users.
///
/// @param recall              hits / held out
/// @param ndcg                gain `1/log₂(rank + 1)` per hit, over that of the best possible list of min(k, held
///     out) hits
/// @param map                 mean of the precision at each hit, over min(k, held out)
/// @param coverage            share of all items that at least one evaluated user was shown
/// @param k                   length of the lists
/// @param usersEvaluated      users with something held out
/// @param usersWithoutHeldOut users without; they are in none of the means
public record RankingMetrics(
        double recall, double ndcg, double map, double coverage, int k, int usersEvaluated, int usersWithoutHeldOut) {}
