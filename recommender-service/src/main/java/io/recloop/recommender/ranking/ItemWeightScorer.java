package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.contracts.bundle.ModelContent.SparseRows;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Scores by what each liked item says for the others: `Σ wᵢ·Bᵢⱼ` over the likes *i*. The evidence is all there is to a
/// user, so that one the model was trained with and a newcomer are the same.
///
/// An item that nothing speaks for is not recommended: among such items the order would be that of their rows.
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
    public Optional<Taste> trained(int userRow, Evidence evidence) {
        return evidence.likes() == 0
                ? Optional.empty()
                : Optional.of(new Taste(Taste.Origin.TRAINED, evidence, NO_FACTORS, 0, 0));
    }

    @Override
    public Taste foldedIn(Evidence evidence) {
        return new Taste(Taste.Origin.FOLDED_IN, evidence, NO_FACTORS, 0, 0);
    }

    @Override
    public String search() {
        return "exact, over the items that what was liked speaks for";
    }

    @Override
    public float[] scores(Taste taste) {
        var scores = new float[items];
        var liked = taste.evidence().liked();
        for (int i = 0; i < liked.length; i++) {
            float weight = taste.evidence().weights()[i];
            for (int entry = start(liked[i]); entry < start(liked[i] + 1); entry++) {
                int item = weights.indices()[entry];
                scores[item] = Math.fma(weight, weights.weights()[entry], scores[item]);
            }
        }
        return scores;
    }

    @Override
    public void top(Taste taste, ItemSet excluded, TopK best) {
        var scores = scores(taste);
        for (int item = 0; item < items; item++) {
            if (scores[item] > 0 && !excluded.contains(item)) {
                best.offer(item, scores[item]);
            }
        }
        best.sort();
    }

    @Override
    public void topForEach(List<Taste> tastes, ItemSet[] excluded, TopK[] best) {
        for (int u = 0; u < tastes.size(); u++) {
            top(tastes.get(u), excluded[u], best[u]);
        }
    }

    /// A sum of n products lies within n·2⁻²⁴·Σ|wᵢBᵢⱼ|.
    @Override
    public Exact score(Taste taste, int itemRow) {
        double score = 0;
        double magnitude = 0;
        for (var contribution : contributions(taste.evidence(), itemRow)) {
            score += contribution.amount();
            magnitude += Math.abs(contribution.amount());
        }
        return new Exact(score, taste.evidence().likes() * UNIT_ROUNDOFF * magnitude);
    }

    @Override
    public Optional<Explanation> explain(Taste taste, int itemRow) {
        return Optional.of(Explanation.of(contributions(taste.evidence(), itemRow)));
    }

    private List<Explanation.Contribution> contributions(Evidence evidence, int itemRow) {
        var contributions = new ArrayList<Explanation.Contribution>(evidence.likes());
        for (int i = 0; i < evidence.likes(); i++) {
            int liked = evidence.liked()[i];
            int entry = Arrays.binarySearch(weights.indices(), start(liked), start(liked + 1), itemRow);
            double amount = entry < 0 ? 0 : (double) evidence.weights()[i] * weights.weights()[entry];
            contributions.add(new Explanation.Contribution(liked, amount));
        }
        return contributions;
    }

    /// The items that this one speaks for; the score is the weight.
    @Override
    public List<Scored> similar(int itemRow, ItemSet excluded, int limit) {
        var best = new TopK(limit);
        for (int entry = start(itemRow); entry < start(itemRow + 1); entry++) {
            if (weights.weights()[entry] > 0 && !excluded.contains(weights.indices()[entry])) {
                best.offer(weights.indices()[entry], weights.weights()[entry]);
            }
        }
        best.sort();
        return Scored.listed(best);
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
