package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.ItemSet;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;

/// What a model can know of one user: the items seen, and those liked, with weights. Immutable; its arrays are shared
/// within the package and not written to.
public final class UserHistory {
    private static final float NEW_POSITIVE = 1;

    private final int[] seen;
    private final int[] liked;
    private final float[] weights;
    private final boolean changed;

    private UserHistory(int[] seen, int[] liked, float[] weights, boolean changed) {
        this.seen = seen;
        this.liked = liked;
        this.weights = weights;
        this.changed = changed;
    }

    /// @param seen    item rows, ascending: what the model was trained with
    /// @param weights of those; 0 for one that is not liked
    /// @param since   in the order in which it happened; items that the model does not know count for nothing
    /// @param recency with which the model's trainer weighed histories
    static UserHistory of(int[] seen, float[] weights, List<Interaction> since, ItemRows rows, Recency recency) {
        if (since.isEmpty()) {
            return unchanged(seen, weights);
        }
        var known = new TreeMap<Integer, Float>();
        for (int i = 0; i < seen.length; i++) {
            known.put(seen[i], weights[i]);
        }
        boolean changed = false;
        var likedSince = new LinkedHashSet<Integer>();
        for (var interaction : since) {
            int row = rows.row(interaction.item());
            if (row < 0) {
                continue;
            }
            float before = known.getOrDefault(row, 0f);
            float after =
                    switch (interaction.signal()) {
                        // A positive that training weighted down by age is as good as new again.
                        case POSITIVE -> Math.max(before, NEW_POSITIVE);
                        case NEGATIVE -> 0;
                        case NEUTRAL -> before;
                    };
            known.put(row, after);
            changed |= after != before;
            if (interaction.signal() != Signal.NEUTRAL) {
                likedSince.remove(row);
            }
            if (interaction.signal() == Signal.POSITIVE) {
                likedSince.add(row);
                // Liked again is liked lately.
                changed |= recency.exponent() > 0;
            }
        }
        if (changed) {
            var liked = new TreeMap<>(known);
            liked.values().removeIf(weight -> weight <= 0);
            recency.weigh(liked, List.copyOf(likedSince));
            known.putAll(liked);
        }
        return of(known, changed);
    }

    /// What a caller says of a visitor.
    ///
    /// @param said item row to weight; 0 for one that is not liked
    static UserHistory of(TreeMap<Integer, Float> said) {
        return of(said, true);
    }

    private static UserHistory unchanged(int[] seen, float[] weights) {
        var liked = new int[seen.length];
        var likedWeights = new float[seen.length];
        int positives = 0;
        for (int i = 0; i < seen.length; i++) {
            if (weights[i] > 0) {
                liked[positives] = seen[i];
                likedWeights[positives++] = weights[i];
            }
        }
        return new UserHistory(seen, Arrays.copyOf(liked, positives), Arrays.copyOf(likedWeights, positives), false);
    }

    private static UserHistory of(TreeMap<Integer, Float> known, boolean changed) {
        var seen = new int[known.size()];
        var liked = new int[known.size()];
        var weights = new float[known.size()];
        int i = 0;
        int positives = 0;
        for (var entry : known.entrySet()) {
            seen[i++] = entry.getKey();
            if (entry.getValue() > 0) {
                liked[positives] = entry.getKey();
                weights[positives++] = entry.getValue();
            }
        }
        return new UserHistory(seen, Arrays.copyOf(liked, positives), Arrays.copyOf(weights, positives), changed);
    }

    /// Whether what is liked differs from what the model was trained with.
    boolean changed() {
        return changed;
    }

    /// Item rows, ascending.
    int[] liked() {
        return liked;
    }

    float[] weights() {
        return weights;
    }

    public int likes() {
        return liked.length;
    }

    public boolean likes(int itemRow) {
        return Arrays.binarySearch(liked, itemRow) >= 0;
    }

    public void addSeenTo(ItemSet set) {
        set.addAll(seen, 0, seen.length);
    }

    /// From an item's id to its row in the model.
    @FunctionalInterface
    public interface ItemRows {
        /// @return -1 where the model does not know the item
        int row(String item);
    }
}
