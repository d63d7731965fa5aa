package io.recloop.recommender.ranking;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.kernels.TopK;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Items by the cosine of their content. They are packed for scanning at the first question. Thread-safe.
final class ContentItems {
    private final ModelContent.ContentPrior prior;
    private final int items;
    private volatile @Nullable ItemTiles tiles;

    ContentItems(ModelContent.ContentPrior prior, int items) {
        this.prior = prior;
        this.items = items;
    }

    /// The items nearest to the middle of some; only those that have anything in common with it.
    ///
    /// @param like rows; those without content say nothing
    List<ScoredItem> top(int[] like, ItemSet excluded, int limit) {
        int d = prior.dimensions();
        var middle = new float[d];
        for (int row : like) {
            Kernels.axpy(1, prior.itemEmbeddings(), row * d, middle, 0, d);
        }
        float norm = Kernels.norm(middle, 0, d);
        if (norm == 0) {
            return List.of();
        }
        Kernels.scale(1 / norm, middle, 0, d);
        var best = new TopK(limit);
        tiles().top(middle, 0, excluded, best);
        return ScoredItem.listed(best).stream()
                .takeWhile(scored -> scored.score() > 0)
                .toList();
    }

    boolean isPacked() {
        return tiles != null;
    }

    long bytes() {
        return (long) items * prior.dimensions() * Float.BYTES;
    }

    /// Makes ready what the first question would make.
    void pack() {
        tiles();
    }

    private ItemTiles tiles() {
        var made = tiles;
        if (made == null) {
            synchronized (this) {
                made = tiles;
                if (made == null) {
                    made = ItemTiles.pack(prior.itemEmbeddings(), items, prior.dimensions());
                    tiles = made;
                }
            }
        }
        return made;
    }
}
