package io.recloop.learning.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// Ranks by what a user's history says of each item: `score(u, i) = Σ_j [u had j] · weights(j, i)`. An item of which
/// nothing is said scores 0.
final class ItemWeightRanker implements Ranker {
    private final CsrMatrix history;
    private final CsrMatrix weights;
    private final int[] ownRow;
    private final int[] judgedItem;
    private final ItemSet unknown;

    /// @param history of the users, in the item rows of the judgement
    /// @param weights items × items, the model's own rows
    /// @param ownRow  for each item row of the judgement the model's row, or −1 where it does not know the item
    ItemWeightRanker(CsrMatrix history, CsrMatrix weights, int[] ownRow) {
        if (ownRow.length != history.cols()) {
            throw new IllegalArgumentException("%d rows mapped for %s".formatted(ownRow.length, history));
        }
        this.history = history;
        this.weights = weights;
        this.ownRow = ownRow.clone();
        this.judgedItem = new int[weights.rows()];
        this.unknown = new ItemSet(ownRow.length);
        Arrays.fill(judgedItem, -1);
        for (int item = 0; item < ownRow.length; item++) {
            if (ownRow[item] < 0) {
                unknown.add(item);
            } else {
                judgedItem[ownRow[item]] = item;
            }
        }
    }

    @Override
    public int users() {
        return history.rows();
    }

    @Override
    public int items() {
        return history.cols();
    }

    @Override
    public void top(int[] users, int from, int count, ItemSet[] excluded, TopK[] best) {
        var scores = new float[items()];
        for (int i = 0; i < count; i++) {
            Arrays.fill(scores, 0);
            score(users[from + i], scores);
            best[i].clear();
            for (int item = 0; item < scores.length; item++) {
                if (scores[item] > best[i].threshold() && !excluded[i].contains(item)) {
                    best[i].offer(item, scores[item]);
                }
            }
            best[i].sort();
        }
    }

    private void score(int user, float[] scores) {
        for (int e = history.rowStart(user); e < history.rowEnd(user); e++) {
            int had = ownRow[history.indices()[e]];
            if (had < 0) {
                continue;
            }
            for (int w = weights.rowStart(had); w < weights.rowEnd(had); w++) {
                int item = judgedItem[weights.indices()[w]];
                if (item >= 0) {
                    scores[item] += weights.values()[w];
                }
            }
        }
    }

    @Override
    public void excludeUnknown(ItemSet items) {
        items.addAll(unknown);
    }
}
