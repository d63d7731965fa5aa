package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.List;

/// One line of a ranking.
///
/// @param row of the item in the model
public record ScoredItem(int row, double score) {
    /// Best first.
    static List<ScoredItem> listed(TopK best) {
        var list = new ArrayList<ScoredItem>(best.size());
        for (int place = 0; place < best.size(); place++) {
            list.add(new ScoredItem(best.item(place), best.score(place)));
        }
        return list;
    }
}
