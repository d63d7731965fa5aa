package io.recloop.training.engine;

import io.recloop.numerics.kernels.Kernels;

/// What training yields: `score(u, i) = userFactors[u] · itemFactors[i]`.
///
/// The arrays are shared, not copied: nobody may write to them after construction. Then immutable, hence safe for
/// threads.
public final class FactorModel {
    private final int users;
    private final int items;
    private final int factors;
    private final float[] userFactors;
    private final float[] itemFactors;

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
    }

    public int users() {
        return users;
    }

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

    /// How many factors are NaN or infinite.
    public long nonFiniteFactors() {
        return nonFinite(userFactors) + nonFinite(itemFactors);
    }

    public boolean isFinite() {
        return nonFiniteFactors() == 0;
    }

    /// The greatest Euclidean length of a row of either side; NaN or infinite where a factor is.
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
