package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Scores by what each liked item says for the others: `Σ wᵢ·Bᵢⱼ` over the likes *i*. The history is all there is to a
/// user, so that one the model was trained with and a newcomer are the same.
///
/// An item that no other recommends is not recommended: among such items the order would be that of their rows.
final class ItemWeightScorer implements Scorer {
    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final float[] NO_FACTORS = {};

    private final int items;
    private final SparseRows weights;

    /// @param weights items × items
    ItemWeightScorer(ModelContent content, SparseRows weights) {
        this.items = content.items().size();
        this.weights = weights;
    }

    @Override
    public int factors() {
        return 0;
    }

    @Override
    public Optional<UserVector> trained(int userRow, UserHistory history) {
        return history.likes() == 0
                ? Optional.empty()
                : Optional.of(new UserVector(UserVector.Origin.TRAINED, history, NO_FACTORS, 0, 0));
    }

    @Override
    public UserVector foldedIn(UserHistory history) {
        return new UserVector(UserVector.Origin.FOLDED_IN, history, NO_FACTORS, 0, 0);
    }

    @Override
    public String search() {
        return "exact, over the items that what was liked speaks for";
    }

    @Override
    public float[] scores(UserVector userVector) {
        var scores = new float[items];
        var liked = userVector.history().liked();
        for (int i = 0; i < liked.length; i++) {
            float weight = userVector.history().weights()[i];
            for (int entry = start(liked[i]); entry < start(liked[i] + 1); entry++) {
                int item = weights.indices()[entry];
                scores[item] = Math.fma(weight, weights.weights()[entry], scores[item]);
            }
        }
        return scores;
    }

    @Override
    public void top(UserVector userVector, ItemSet excluded, TopK best) {
        var scores = scores(userVector);
        for (int item = 0; item < items; item++) {
            if (scores[item] > 0 && !excluded.contains(item)) {
                best.offer(item, scores[item]);
            }
        }
        best.sort();
    }

    @Override
    public void topForEach(List<UserVector> userVectors, ItemSet[] excluded, TopK[] best) {
        for (int u = 0; u < userVectors.size(); u++) {
            top(userVectors.get(u), excluded[u], best[u]);
        }
    }

    /// A sum of n products lies within n·2⁻²⁴·Σ|wᵢBᵢⱼ|.
    @Override
    public Exact score(UserVector userVector, int itemRow) {
        double score = 0;
        double magnitude = 0;
        for (var contribution : contributions(userVector.history(), itemRow)) {
            score += contribution.amount();
            magnitude += Math.abs(contribution.amount());
        }
        return new Exact(score, userVector.history().likes() * UNIT_ROUNDOFF * magnitude);
    }

    @Override
    public Optional<Explanation> explain(UserVector userVector, int itemRow) {
        return Optional.of(Explanation.of(contributions(userVector.history(), itemRow)));
    }

    private List<Explanation.Contribution> contributions(UserHistory history, int itemRow) {
        var contributions = new ArrayList<Explanation.Contribution>(history.likes());
        for (int i = 0; i < history.likes(); i++) {
            int liked = history.liked()[i];
            int entry = Arrays.binarySearch(weights.indices(), start(liked), start(liked + 1), itemRow);
            double amount = entry < 0 ? 0 : (double) history.weights()[i] * weights.weights()[entry];
            contributions.add(new Explanation.Contribution(liked, amount));
        }
        return contributions;
    }

    /// The items that this one recommends; the score is the weight.
    @Override
    public List<ScoredItem> similar(int itemRow, ItemSet excluded, int limit) {
        var best = new TopK(limit);
        for (int entry = start(itemRow); entry < start(itemRow + 1); entry++) {
            if (weights.weights()[entry] > 0 && !excluded.contains(weights.indices()[entry])) {
                best.offer(weights.indices()[entry], weights.weights()[entry]);
            }
        }
        best.sort();
        return ScoredItem.listed(best);
    }

    /// The weights are looked up as they are.
    @Override
    public Derived directions() {
        return new Derived(true, 0);
    }

    @Override
    public void prepare() {}

    /// There are no user vectors that could be mixed up.
    @Override
    public double leastAgreement() {
        return 0;
    }

    private int start(int row) {
        return Math.toIntExact(weights.indptr()[row]);
    }
}
