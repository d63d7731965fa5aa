package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.TopK;
import java.util.ArrayList;
import java.util.List;

/// One line of a ranking.
///
/// @param row of the item in the model
public record Scored(int row, double score) {
    /// Best first.
    static List<Scored> listed(TopK best) {
        var list = new ArrayList<Scored>(best.size());
        for (int place = 0; place < best.size(); place++) {
            list.add(new Scored(best.item(place), best.score(place)));
        }
        return list;
    }
}
