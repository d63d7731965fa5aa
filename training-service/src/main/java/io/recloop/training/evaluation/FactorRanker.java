package io.recloop.training.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import io.recloop.training.engine.FactorModel;

/// Ranks by the product of user and item factors.
public final class FactorRanker implements Ranker {
    private static final int BATCH = 4;

    private final float[] userFactors;
    private final ItemTiles tiles;
    private final ItemSet unknown;

    public FactorRanker(FactorModel model) {
        this(
                model.userFactors(),
                ItemTiles.pack(model.itemFactors(), model.items(), model.factors()),
                new ItemSet(model.items()));
    }

    /// @param userFactors row-major, as many columns as the tiles have factors
    /// @param unknown     items that are never recommended
    FactorRanker(float[] userFactors, ItemTiles tiles, ItemSet unknown) {
        this.userFactors = userFactors;
        this.tiles = tiles;
        this.unknown = unknown;
    }

    @Override
    public int users() {
        return userFactors.length / tiles.factors();
    }

    @Override
    public int items() {
        return tiles.items();
    }

    @Override
    public void top(int[] users, int from, int count, ItemSet[] excluded, TopK[] best) {
        if (count == BATCH) {
            var offsets = new int[BATCH];
            for (int i = 0; i < BATCH; i++) {
                offsets[i] = users[from + i] * tiles.factors();
            }
            tiles.topForFour(userFactors, offsets, excluded, best);
        } else {
            for (int i = 0; i < count; i++) {
                tiles.top(userFactors, users[from + i] * tiles.factors(), excluded[i], best[i]);
            }
        }
    }

    @Override
    public void excludeUnknown(ItemSet items) {
        items.addAll(unknown);
    }
}
