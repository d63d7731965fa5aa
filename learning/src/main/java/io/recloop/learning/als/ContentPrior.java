package io.recloop.learning.als;

import io.recloop.numerics.kernels.Cholesky;
import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;

/// What the items' content says of their factors: the ridge regression *B* of item factors on embeddings,
/// `Σ ωᵢ|yᵢ − Bᵀcᵢ|² + μ|B|²` over the items with evidence, weighted by their regularisation ωᵢ.
///
/// The weights never change, so the matrix of the regression is factored once and each fit costs
/// `O(items·dimensions·k + dimensions²·k)`. The same to the bit for any number of threads. Used by one thread.
public final class ContentPrior {
    /// μ over the mean of the diagonal of `CᵀΩC`.
    private static final double RIDGE = 0.5;

    /// Of placed items, over the length of known ones. Longer, and items known by content alone take more places than
    /// their share of what is liked; shorter, and they reach none.
    private static final double LENGTH = 0.95;

    private static final int ITEMS_OF_CHUNK = 256;
    private static final int ROWS_OF_CHUNK = 16;

    private final int items;
    private final int dimensions;
    private final float[] embeddings;
    private final float share;
    private double ridge;
    private float[] evidence = {};
    private double[] factored = {};
    private float[] map = {};
    private float[] means = {};
    private int k;

    /// @param embeddings `float[items·dimensions]`, row-major; shared
    /// @param share      ρ in 0..1: of an item's regularisation `λ#|y|²`, how much is `λ#|y − Bᵀc|²` instead
    public ContentPrior(int items, int dimensions, float[] embeddings, double share) {
        if (dimensions <= 0 || embeddings.length != (long) items * dimensions || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("%d embeddings of %d in an array of %d, share %s"
                    .formatted(items, dimensions, embeddings.length, share));
        }
        this.items = items;
        this.dimensions = dimensions;
        this.embeddings = embeddings;
        this.share = (float) share;
    }

    int items() {
        return items;
    }

    /// @param weights ωᵢ of each item; 0 leaves it out
    void prepare(float[] weights, int factors) {
        k = factors;
        evidence = weights;
        map = new float[Math.multiplyExact(dimensions, factors)];
        means = new float[Math.multiplyExact(items, factors)];
        factored = new double[Math.multiplyExact(dimensions, dimensions)];
        var rows = new float[ITEMS_OF_CHUNK * dimensions];
        for (int from = 0; from < items; from += ITEMS_OF_CHUNK) {
            int count = Math.min(ITEMS_OF_CHUNK, items - from);
            System.arraycopy(embeddings, from * dimensions, rows, 0, count * dimensions);
            for (int i = 0; i < count; i++) {
                Kernels.scale((float) Math.sqrt(weights[from + i]), rows, i * dimensions, dimensions);
            }
            Kernels.addGram(rows, 0, count, dimensions, factored);
        }
        double trace = 0;
        for (int d = 0; d < dimensions; d++) {
            trace += factored[d * dimensions + d];
        }
        ridge = trace > 0 ? RIDGE * trace / dimensions : 1;
        for (int d = 0; d < dimensions; d++) {
            factored[d * dimensions + d] += ridge;
        }
        Cholesky.factor(factored, dimensions);
    }

    /// *B*, `float[dimensions·k]`, row-major, the live array; zeros before the first fit.
    public float[] map() {
        return map;
    }

    /// ρ·Bᵀcᵢ, `float[items·k]`: the prior means of the items' rows.
    float[] means() {
        return means;
    }

    /// Takes up *B* as a checkpoint kept it.
    void restore(float[] saved, Workers workers) throws InterruptedException {
        if (saved.length != map.length) {
            throw new IllegalArgumentException("a map of %d, not %d".formatted(saved.length, map.length));
        }
        System.arraycopy(saved, 0, map, 0, map.length);
        fillMeans(workers);
    }

    void fit(float[] itemFactors, Workers workers) throws InterruptedException {
        var target = new float[map.length];
        workers.run(Math.ceilDiv(dimensions, ROWS_OF_CHUNK), (worker, chunk) -> {
            int end = Math.min(dimensions, (chunk + 1) * ROWS_OF_CHUNK);
            for (int item = 0; item < items; item++) {
                for (int d = chunk * ROWS_OF_CHUNK; d < end && evidence[item] > 0; d++) {
                    float value = evidence[item] * embeddings[item * dimensions + d];
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
        fillMeans(workers);
    }

    /// What the prior adds to the sum of the items' objectives: `ρ(1−ρ)Σωᵢ|Bᵀcᵢ|² + ρμ|B|²`.
    double penalty() {
        double total = 0;
        for (int item = 0; item < items && share > 0; item++) {
            double square = Kernels.dot(means, item * k, means, item * k, k);
            total += (1 / (double) share - 1) * evidence[item] * square;
        }
        for (int d = 0; d < dimensions; d++) {
            total += share * ridge * Kernels.dot(map, d * k, map, d * k, k);
        }
        return total;
    }

    /// Brings *B* to a length at which an item known by its content alone competes with the others: a ridge
    /// regression shrinks, and what is too short never reaches the top of a list.
    ///
    /// @return the map, a multiple of *B*, with `√Σ ωᵢ|Bᵀcᵢ|² = 0.95·√Σ ωᵢ|yᵢ|²`
    float[] calibrated(float[] itemFactors) {
        double wanted = 0;
        double is = 0;
        for (int item = 0; item < items; item++) {
            wanted += evidence[item] * (double) Kernels.dot(itemFactors, item * k, itemFactors, item * k, k);
            is += evidence[item] * (double) Kernels.dot(means, item * k, means, item * k, k);
        }
        var scaled = map.clone();
        if (is > 0 && wanted > 0) {
            Kernels.scale((float) (LENGTH * share * Math.sqrt(wanted / is)), scaled, 0, scaled.length);
        }
        return scaled;
    }

    /// Writes `Bᵀc` of one item.
    void place(int item, float[] calibrated, float[] out, int offset) {
        Arrays.fill(out, offset, offset + k, 0);
        for (int d = 0; d < dimensions; d++) {
            float value = embeddings[item * dimensions + d];
            if (value != 0) {
                Kernels.axpy(value, calibrated, d * k, out, offset, k);
            }
        }
    }

    private void fillMeans(Workers workers) throws InterruptedException {
        workers.run(Math.ceilDiv(items, ITEMS_OF_CHUNK), (worker, chunk) -> {
            for (int item = chunk * ITEMS_OF_CHUNK; item < Math.min(items, (chunk + 1) * ITEMS_OF_CHUNK); item++) {
                place(item, map, means, item * k);
                Kernels.scale(share, means, item * k, k);
            }
        });
    }
}
