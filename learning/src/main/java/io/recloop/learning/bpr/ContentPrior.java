package io.recloop.learning.bpr;

import io.recloop.numerics.kernels.Cholesky;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;

/// What the items' content says of their factors: the ridge regression *B* of item factors on embeddings, over the
/// items that somebody had, all weighing alike. Its matrix is factored once.
///
/// The same to the bit for any number of threads. Used by one thread.
public final class ContentPrior {
    /// Of the ridge, over the mean of the diagonal of `CᵀC`.
    private static final double RIDGE = 1;
    /// Of an item placed by its content alone, over the root mean square of known ones. A ridge regression shrinks, and
    /// what is too short never reaches the top of a list.
    private static final double LENGTH = 0.9;
    private static final int ROWS = 256;
    private static final int DIMENSIONS = 16;

    private final int dimensions;
    private final float[] embeddings;
    private final double weight;
    private final int[] known;
    private final int k;
    private final double[] factored;
    private final float[] map;
    private float scale;

    /// @param embeddings `float[items·dimensions]`, row-major; shared
    /// @param weight     0..1 of the regularisation that draws to the content instead of to zero
    /// @param positives  of each item, how many had it
    public ContentPrior(int dimensions, float[] embeddings, double weight, int[] positives, int factors) {
        this.dimensions = dimensions;
        this.embeddings = embeddings;
        this.weight = weight;
        this.k = factors;
        this.known = known(positives);
        this.map = new float[Math.multiplyExact(dimensions, factors)];
        this.factored = new double[Math.multiplyExact(dimensions, dimensions)];
        var rows = new float[ROWS * dimensions];
        for (int from = 0; from < known.length; from += ROWS) {
            int count = Math.min(ROWS, known.length - from);
            for (int i = 0; i < count; i++) {
                System.arraycopy(embeddings, known[from + i] * dimensions, rows, i * dimensions, dimensions);
            }
            Kernels.addGram(rows, 0, count, dimensions, factored);
        }
        double trace = 0;
        for (int d = 0; d < dimensions; d++) {
            trace += factored[d * dimensions + d];
        }
        for (int d = 0; d < dimensions; d++) {
            factored[d * dimensions + d] += trace > 0 ? RIDGE * trace / dimensions : 1;
        }
        Cholesky.factor(factored, dimensions);
    }

    /// *B*, `float[dimensions·k]`, so long that items placed by it compete with known ones: a copy.
    public float[] calibrated() {
        var copy = map.clone();
        Kernels.scale(scale, copy, 0, copy.length);
        return copy;
    }

    /// Takes up what [#calibrated] gave.
    ///
    /// @throws IllegalArgumentException if it is of another size
    public void restore(float[] saved) {
        if (saved.length != map.length) {
            throw new IllegalArgumentException("a map of %d values, not %d".formatted(saved.length, map.length));
        }
        System.arraycopy(saved, 0, map, 0, map.length);
        scale = 1;
    }

    void fit(float[] itemFactors, Workers workers) throws InterruptedException {
        var target = new float[map.length];
        workers.run(Math.ceilDiv(dimensions, DIMENSIONS), (worker, chunk) -> {
            for (int item : known) {
                for (int d = chunk * DIMENSIONS; d < Math.min(dimensions, (chunk + 1) * DIMENSIONS); d++) {
                    float value = embeddings[item * dimensions + d];
                    if (value != 0) {
                        Kernels.axpy(value, itemFactors, item * k, target, d * k, k);
                    }
                }
            }
        });
        workers.run(k, (worker, factor) -> {
            var column = new double[dimensions];
            for (int d = 0; d < dimensions; d++) {
                column[d] = target[d * k + factor];
            }
            Cholesky.solve(factored, dimensions, column);
            for (int d = 0; d < dimensions; d++) {
                map[d * k + factor] = (float) column[d];
            }
        });
        calibrate(itemFactors);
    }

    /// Gives back of each item's shrinking the part that its content stands for: what shrank towards zero has then
    /// shrunk towards its content.
    ///
    /// @param shrunk of each item, the share of its length that regularisation took
    void pull(float[] itemFactors, float[] shrunk) {
        var mean = new float[k];
        for (int item : known) {
            place(item, mean, 0, 1);
            Kernels.axpy((float) (weight * shrunk[item]), mean, 0, itemFactors, item * k, k);
        }
    }

    /// Writes where an item belongs by its content alone.
    void place(int item, float[] out) {
        place(item, out, item * k, scale);
    }

    private void place(int item, float[] out, int offset, float factor) {
        Arrays.fill(out, offset, offset + k, 0);
        for (int d = 0; d < dimensions; d++) {
            float value = factor * embeddings[item * dimensions + d];
            if (value != 0) {
                Kernels.axpy(value, map, d * k, out, offset, k);
            }
        }
    }

    private void calibrate(float[] itemFactors) {
        var mean = new float[k];
        double wanted = 0;
        double is = 0;
        for (int item : known) {
            place(item, mean, 0, 1);
            wanted += Kernels.dot(itemFactors, item * k, itemFactors, item * k, k);
            is += Kernels.dot(mean, mean);
        }
        scale = is > 0 ? (float) (LENGTH * Math.sqrt(wanted / is)) : 0;
    }

    private static int[] known(int[] positives) {
        var known = new int[positives.length];
        int size = 0;
        for (int item = 0; item < positives.length; item++) {
            if (positives[item] > 0) {
                known[size++] = item;
            }
        }
        return Arrays.copyOf(known, size);
    }
}
