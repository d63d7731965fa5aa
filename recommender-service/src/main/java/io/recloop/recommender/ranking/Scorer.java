package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.List;
import java.util.Optional;

/// What a model's algorithm makes of a user's history. Immutable, hence safe for threads.
sealed interface Scorer permits FactorScorer, ItemWeightScorer {
    /// Columns of the item factors; 0 where there are none.
    int factors();

    /// How {@link #top} finds the best items, for people.
    String search();

    /// What training left for a user, or nothing where it left nothing to rank by.
    ///
    /// @param history that the model was trained with
    Optional<UserVector> trained(int userRow, UserHistory history);

    /// The same from the history alone.
    ///
    /// @param history with at least one like
    UserVector foldedIn(UserHistory history);

    /// The best items but for the excluded ones.
    void top(UserVector userVector, ItemSet excluded, TopK best);

    /// The same for each of many user vectors, in one pass over the items where the algorithm allows that.
    ///
    /// @param excluded for each user vector its own
    /// @param best     likewise
    void topForEach(List<UserVector> userVectors, ItemSet[] excluded, TopK[] best);

    /// The scores of all items: `float[items]`, the caller's own.
    float[] scores(UserVector userVector);

    /// An item's score in double precision, and how far the single precision of {@link #top} may be off it.
    Exact score(UserVector userVector, int itemRow);

    record Exact(double score, double error) {}

    /// Why an item has its score; absent where the algorithm's scores are no sum over what was liked.
    Optional<Explanation> explain(UserVector userVector, int itemRow);

    List<ScoredItem> similar(int itemRow, ItemSet excluded, int limit);

    /// What is made at the first question about similar items: its size once made, and whether it has been.
    Derived directions();

    /// @param bytes that it takes, or would take
    record Derived(boolean made, long bytes) {}

    /// Makes that now.
    void prepare();

    /// What the median cosine of trained and folded-in users is at least, in a model that is not mixed up.
    double leastAgreement();
}
