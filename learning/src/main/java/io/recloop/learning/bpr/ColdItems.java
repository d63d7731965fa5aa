package io.recloop.learning.bpr;

import io.recloop.numerics.kernels.ItemSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The items that nobody can have seen and nobody had: no draw ever moves them. They go where their content puts them,
/// or to zero where there is none, with the bias of an average known item.
final class ColdItems {
    private final int[] positives;
    private final ItemSet unexposed;
    private final int k;

    ColdItems(int[] positives, ItemSet unexposed, int factors) {
        this.positives = positives;
        this.unexposed = unexposed;
        this.k = factors;
    }

    void place(float[] itemFactors, float[] itemBiases, @Nullable ContentPrior prior) {
        double sum = 0;
        int known = 0;
        for (int item = 0; item < positives.length; item++) {
            if (positives[item] > 0) {
                sum += itemBiases[item];
                known++;
            }
        }
        for (int item = 0; item < positives.length; item++) {
            if (positives[item] == 0 && unexposed.contains(item)) {
                itemBiases[item] = known == 0 ? 0 : (float) (sum / known);
                if (prior == null) {
                    Arrays.fill(itemFactors, item * k, (item + 1) * k, 0);
                } else {
                    prior.place(item, itemFactors);
                }
            }
        }
    }
}
