package io.recloop.learning.evaluation;

import io.recloop.learning.engine.FactorModel;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.ItemTiles;
import io.recloop.numerics.kernels.TopK;
import java.util.Arrays;

/// Ranks by the product of user and item factors. An item's bias is one factor more, for which every user has 1.
public final class FactorRanker implements Ranker {
    private final float[] userFactors;
    private final ItemTiles tiles;
    private final ItemSet unknown;

    /// By the user factors as they were trained.
    public FactorRanker(FactorModel model) {
        this(
                userRows(model),
                ItemTiles.pack(itemRows(model), model.items(), dimensions(model)),
                new ItemSet(model.items()));
    }

    /// @param userFactors row-major, as many columns as the tiles have factors
    /// @param unknown     items that are never recommended
    FactorRanker(float[] userFactors, ItemTiles tiles, ItemSet unknown) {
        this.userFactors = userFactors;
        this.tiles = tiles;
        this.unknown = unknown;
    }

    /// By the user factors as they were trained, over other item rows.
    ///
    /// @param ownRow for each of these the model's row, or −1: never recommended
    static FactorRanker over(FactorModel model, int[] ownRow) {
        int k = dimensions(model);
        var rows = itemRows(model);
        var mapped = new float[Math.multiplyExact(ownRow.length, k)];
        var unknown = new ItemSet(ownRow.length);
        for (int item = 0; item < ownRow.length; item++) {
            if (ownRow[item] < 0) {
                unknown.add(item);
            } else {
                System.arraycopy(rows, ownRow[item] * k, mapped, item * k, k);
            }
        }
        return new FactorRanker(userRows(model), ItemTiles.pack(mapped, ownRow.length, k), unknown);
    }

    private static int dimensions(FactorModel model) {
        return model.factors() + (model.itemBiases() == null ? 0 : 1);
    }

    private static float[] userRows(FactorModel model) {
        if (model.itemBiases() == null) {
            return model.userFactors();
        }
        var ones = new float[model.users()];
        Arrays.fill(ones, 1);
        return withColumn(model.userFactors(), model.users(), model.factors(), ones);
    }

    private static float[] itemRows(FactorModel model) {
        var biases = model.itemBiases();
        return biases == null
                ? model.itemFactors()
                : withColumn(model.itemFactors(), model.items(), model.factors(), biases);
    }

    /// The rows, each with one more value at its end.
    public static float[] withColumn(float[] rows, int count, int k, float[] last) {
        var wider = new float[Math.multiplyExact(count, k + 1)];
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows, row * k, wider, row * (k + 1), k);
            wider[row * (k + 1) + k] = last[row];
        }
        return wider;
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
        var offsets = new int[count];
        for (int i = 0; i < count; i++) {
            offsets[i] = users[from + i] * tiles.factors();
        }
        tiles.topForEach(userFactors, offsets, count, excluded, best);
    }

    @Override
    public void excludeUnknown(ItemSet items) {
        items.addAll(unknown);
    }
}
