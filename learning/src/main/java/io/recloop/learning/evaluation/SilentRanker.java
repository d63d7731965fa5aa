package io.recloop.learning.evaluation;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;

/// Recommends nothing to anyone: what is left of a model that is not made of numbers.
record SilentRanker(int users, int items) implements Ranker {
    @Override
    public void top(int[] users, int from, int count, ItemSet[] excluded, TopK[] best) {
        for (int i = 0; i < count; i++) {
            best[i].clear();
        }
    }

    @Override
    public void excludeUnknown(ItemSet items) {
        for (int item = 0; item < items.items(); item++) {
            items.add(item);
        }
    }
}
