package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items by the cosine of their factors. The unit vectors are made at the first question, because many shops never
/// ask.
final class SimilarItems {
    private final ModelContent content;
    private volatile @Nullable ItemTiles directions;

    SimilarItems(ModelContent content) {
        this.content = content;
    }

    List<ScoredItem> top(int itemRow, ItemSet excluded, int limit) {
        var unit = directions();
        var direction = new float[unit.factors()];
        unit.factors(itemRow, direction, 0);
        var best = new TopK(limit);
        unit.top(direction, 0, excluded, best);
        return ScoredItem.listed(best);
    }

    boolean isPacked() {
        return directions != null;
    }

    /// Makes ready what the first question would make.
    void pack() {
        directions();
    }

    private ItemTiles directions() {
        var made = directions;
        if (made == null) {
            synchronized (this) {
                made = directions;
                if (made == null) {
                    made = normalized();
                    directions = made;
                }
            }
        }
        return made;
    }

    private ItemTiles normalized() {
        int k = content.factors();
        int items = content.items().size();
        var unit = content.itemFactors().clone();
        for (int row = 0; row < items; row++) {
            float norm = Kernels.norm(unit, row * k, k);
            if (norm > 0) {
                Kernels.scale(1 / norm, unit, row * k, k);
            }
        }
        return ItemTiles.pack(unit, items, k);
    }
}
