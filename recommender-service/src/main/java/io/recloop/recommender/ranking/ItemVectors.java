package io.recloop.recommender.ranking;

import io.recloop.numerics.kernels.Kernels;
import java.util.function.IntToDoubleFunction;

/// One vector an item, to be compared by direction. Immutable.
public final class ItemVectors {
    private final float[] values;
    private final int dimensions;

    /// @param values `float[n·dimensions]`, row-major; not copied
    ItemVectors(float[] values, int dimensions) {
        this.values = values;
        this.dimensions = dimensions;
    }

    /// In −1..1; 0 where one of the two is the zero vector.
    public double cosine(int row, int other) {
        return cosine(values, row * dimensions, other);
    }

    double cosine(float[] vector, int row) {
        return cosine(vector, 0, row);
    }

    private double cosine(float[] vector, int offset, int row) {
        double norms =
                (double) Kernels.norm(vector, offset, dimensions) * Kernels.norm(values, row * dimensions, dimensions);
        return norms > 0 ? Kernels.dot(vector, offset, values, row * dimensions, dimensions) / norms : 0;
    }

    /// Item row to its cosine with the weighted sum of some items.
    IntToDoubleFunction cosineWith(int[] rows, float[] weights) {
        var sum = weightedSum(rows, weights);
        return row -> cosine(sum, row);
    }

    float[] weightedSum(int[] rows, float[] weights) {
        var sum = new float[dimensions];
        for (int i = 0; i < rows.length; i++) {
            Kernels.axpy(weights[i], values, rows[i] * dimensions, sum, 0, dimensions);
        }
        return sum;
    }
}
