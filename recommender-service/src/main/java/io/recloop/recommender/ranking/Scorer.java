package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.List;
import java.util.Optional;

/// What a model's algorithm makes of a user's evidence. Immutable, hence safe for threads.
sealed interface Scorer permits FactorScorer, ItemWeightScorer {
    /// Columns of the item factors; 0 where there are none.
    int factors();

    /// How {@link #top} finds the best items, for people.
    String search();

    /// What training left for a user, or nothing where it left nothing to rank by.
    ///
    /// @param evidence that the model was trained with
    Optional<Taste> trained(int userRow, Evidence evidence);

    /// The same from the evidence alone.
    ///
    /// @param evidence with at least one like
    Taste foldedIn(Evidence evidence);

    /// The best items but for the excluded ones.
    void top(Taste taste, ItemSet excluded, TopK best);

    /// The same for each of many tastes, in one pass over the items where the algorithm allows that.
    ///
    /// @param excluded for each taste its own
    /// @param best     likewise
    void topForEach(List<Taste> tastes, ItemSet[] excluded, TopK[] best);

    /// The scores of all items: `float[items]`, the caller's own.
    float[] scores(Taste taste);

    /// An item's score in double precision, and how far the single precision of {@link #top} may be off it.
    Exact score(Taste taste, int itemRow);

    record Exact(double score, double error) {}

    /// Why an item has its score; absent where the algorithm's scores are no sum over what was liked.
    Optional<Explanation> explain(Taste taste, int itemRow);

    List<Scored> similar(int itemRow, ItemSet excluded, int limit);

    /// What is made at the first question about similar items: its size once made, and whether it has been.
    Derived directions();

    /// @param bytes that it takes, or would take
    record Derived(boolean made, long bytes) {}

    /// Makes that now.
    void prepare();

    /// What the median cosine of trained and folded-in users is at least, in a model that is not mixed up.
    double leastAgreement();
}
