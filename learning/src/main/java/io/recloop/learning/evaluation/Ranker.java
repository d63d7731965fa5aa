package io.recloop.learning.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;

/// Something that puts all items in order for a user. Immutable, hence safe for threads.
public sealed interface Ranker permits FactorRanker, ItemWeightRanker, PopularityRanker, SilentRanker {
    int users();

    int items();

    /// The best items for each of some users: score descending, ties by item row.
    ///
    /// @param users    their rows are `users[from .. from + count)`; 32 at a time serve best
    /// @param excluded for each its own set, over [#items()]
    /// @param best     for each its own, sorted when this returns
    void top(int[] users, int from, int count, ItemSet[] excluded, TopK[] best);

    /// Adds the items that this ranker never recommends to anyone.
    void excludeUnknown(ItemSet items);
}
