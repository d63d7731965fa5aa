package io.recloop.learning.engine;

import io.recloop.numerics.kernels.Kernels;
import org.jspecify.annotations.Nullable;

/// `score(u, i) = userFactors[u] · itemFactors[i] + itemBiases[i]`, the last only where there are biases.
///
/// The arrays are shared, not copied: nobody may write to them after construction. Then immutable, hence safe for
/// threads.
public final class FactorModel implements TrainedModel {
    private final int users;
    private final int items;
    private final int factors;
    private final float[] userFactors;
    private final float[] itemFactors;
    private final float @Nullable [] itemBiases;

    /// Without biases.
    ///
    /// @param userFactors `float[users·factors]`, row-major
    /// @param itemFactors `float[items·factors]`, row-major
    /// @throws IllegalArgumentException where sizes and arrays disagree
    public FactorModel(int users, int items, int factors, float[] userFactors, float[] itemFactors) {
        if (users < 0 || items < 0 || factors <= 0) {
            throw new IllegalArgumentException("%d users, %d items, %d factors".formatted(users, items, factors));
        }
        requireLength("user", userFactors, users, factors);
        requireLength("item", itemFactors, items, factors);
        this.users = users;
        this.items = items;
        this.factors = factors;
        this.userFactors = userFactors;
        this.itemFactors = itemFactors;
        this.itemBiases = null;
    }

    private FactorModel(FactorModel other, float @Nullable [] itemBiases) {
        this.users = other.users;
        this.items = other.items;
        this.factors = other.factors;
        this.userFactors = other.userFactors;
        this.itemFactors = other.itemFactors;
        this.itemBiases = itemBiases;
    }

    /// @param biases `float[items]`, or null for a model without
    /// @throws IllegalArgumentException where there are not as many as items
    public FactorModel withItemBiases(float @Nullable [] biases) {
        if (biases != null) {
            requireLength("item bias", biases, items, 1);
        }
        return new FactorModel(this, biases);
    }

    @Override
    public int users() {
        return users;
    }

    @Override
    public int items() {
        return items;
    }

    public int factors() {
        return factors;
    }

    /// The shared array.
    public float[] userFactors() {
        return userFactors;
    }

    /// The shared array.
    public float[] itemFactors() {
        return itemFactors;
    }

    /// The shared array, one an item.
    public float @Nullable [] itemBiases() {
        return itemBiases;
    }

    @Override
    public long nonFinite() {
        return nonFinite(userFactors) + nonFinite(itemFactors) + (itemBiases == null ? 0 : nonFinite(itemBiases));
    }

    @Override
    public float largestNorm() {
        float largest = 0;
        for (int user = 0; user < users; user++) {
            largest = Math.max(largest, Kernels.norm(userFactors, user * factors, factors));
        }
        for (int item = 0; item < items; item++) {
            largest = Math.max(largest, Kernels.norm(itemFactors, item * factors, factors));
        }
        return largest;
    }

    private static long nonFinite(float[] values) {
        long count = 0;
        for (float value : values) {
            count += Float.isFinite(value) ? 0 : 1;
        }
        return count;
    }

    private static void requireLength(String side, float[] values, int rows, int factors) {
        if (values.length != (long) rows * factors) {
            throw new IllegalArgumentException(
                    "%d %s rows of %d in an array of %d".formatted(rows, side, factors, values.length));
        }
    }
}
