package io.recloop.numerics.kernels;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A fixed sample of a model's items that stands for all that a user did not have: drawn once, by the same rule
/// wherever the model is, so that trainer, judge and server fold in alike. Immutable, hence safe for threads.
public final class NegativeItems {
    /// A mean over this number of draws is within a sixteenth of their deviation, and their rows stay in the cache.
    private static final int MOST = 256;

    private final int factors;
    private final int[] items;
    private final float[] itemFactors;
    private final float[] itemBiases;

    private NegativeItems(int factors, int[] items, float[] itemFactors, float @Nullable [] itemBiases) {
        this.factors = factors;
        this.items = items;
        this.itemFactors = new float[items.length * factors];
        this.itemBiases = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            System.arraycopy(itemFactors, items[i] * factors, this.itemFactors, i * factors, factors);
            this.itemBiases[i] = itemBiases == null ? 0 : itemBiases[items[i]];
        }
    }

    /// Draws systematically: one start by chance, then even steps along the summed weights. A popular item may be in
    /// it more than once.
    ///
    /// @param itemFactors `float[items·factors]`, row-major
    /// @param popularity  of each item; one that is not above 0 is never drawn
    /// @param objective   how the model was trained
    /// @throws IllegalArgumentException if the arrays have another number of items
    public static NegativeItems of(
            float[] itemFactors,
            float @Nullable [] itemBiases,
            int items,
            int factors,
            float[] popularity,
            BprRow.Objective objective) {
        if (itemFactors.length != (long) items * factors
                || popularity.length != items
                || (itemBiases != null && itemBiases.length != items)) {
            throw new IllegalArgumentException("%d factors, %d biases and %d popularities for %d items of %d"
                    .formatted(
                            itemFactors.length,
                            itemBiases == null ? 0 : itemBiases.length,
                            popularity.length,
                            items,
                            factors));
        }
        var weights = new double[items];
        double total = 0;
        int drawable = 0;
        for (int item = 0; item < items; item++) {
            if (popularity[item] > 0) {
                weights[item] = Math.pow(popularity[item], objective.negativeExponent());
                total += weights[item];
                drawable++;
            }
        }
        var sample = new int[drawable == 0 ? 0 : MOST];
        double step = total / Math.max(1, sample.length);
        double next = step * unit(objective.seed());
        double passed = 0;
        int size = 0;
        for (int item = 0; item < items && size < sample.length; item++) {
            passed += weights[item];
            for (; size < sample.length && next < passed; next += step) {
                sample[size++] = item;
            }
        }
        return new NegativeItems(factors, Arrays.copyOf(sample, size), itemFactors, itemBiases);
    }

    int size() {
        return items.length;
    }

    int factors() {
        return factors;
    }

    /// The item's row in the model.
    int item(int index) {
        return items[index];
    }

    /// Their rows, one after the other.
    float[] itemFactors() {
        return itemFactors;
    }

    float[] itemBiases() {
        return itemBiases;
    }

    private static double unit(long seed) {
        long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
    }
}
