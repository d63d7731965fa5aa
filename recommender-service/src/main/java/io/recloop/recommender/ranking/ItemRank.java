package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;

/// Where an item stands in the full ranking for one user.
///
/// @param rank   from 1; 0 where the model does not know the item
/// @param ranked among how many
/// @param score  0 where the model does not know the item
public record ItemRank(int rank, int ranked, double score) {
    /// @param scores of all items
    /// @param left   rows that are not ranked; not the item's own
    static ItemRank of(float[] scores, int itemRow, ItemSet left) {
        float own = scores[itemRow];
        int rank = 1;
        for (int row = 0; row < scores.length; row++) {
            boolean before = scores[row] > own || scores[row] == own && row < itemRow;
            if (before && !left.contains(row)) {
                rank++;
            }
        }
        return new ItemRank(rank, scores.length - left.size(), own);
    }
}
