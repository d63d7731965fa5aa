package io.recloop.learning.ease;

import io.recloop.numerics.kernels.SymmetricInverse;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;

/// Of each column of `B = −P / diag(P)` the largest entries in magnitude; of equal ones those of the lower rows.
final class LargestWeights {
    private final SymmetricInverse inverse;
    private final int items;
    private final int kept;
    private final int[] indices;
    private final float[] values;
    private final int[] counts;

    /// @param inverse after inversion: it holds −P
    LargestWeights(SymmetricInverse inverse, int keptWeights) {
        this.inverse = inverse;
        this.items = inverse.size();
        this.kept = Math.min(keptWeights, Math.max(0, items - 1));
        this.indices = new int[Math.multiplyExact(items, kept)];
        this.values = new float[indices.length];
        this.counts = new int[items];
    }

    CsrMatrix collect(Workers workers) throws InterruptedException {
        var columns = new float[workers.threads()][];
        var magnitudes = new float[workers.threads()][];
        workers.run(items, (worker, item) -> {
            if (columns[worker] == null) {
                columns[worker] = new float[items];
                magnitudes[worker] = new float[items];
            }
            column(item, columns[worker]);
            keep(item, columns[worker], magnitudes[worker]);
        });
        var indptr = new int[items + 1];
        int size = 0;
        for (int item = 0; item < items; item++) {
            System.arraycopy(indices, item * kept, indices, size, counts[item]);
            System.arraycopy(values, item * kept, values, size, counts[item]);
            size += counts[item];
            indptr[item + 1] = size;
        }
        var byColumn = new CsrMatrix(
                items,
                items,
                indptr,
                size == indices.length ? indices : java.util.Arrays.copyOf(indices, size),
                size == values.length ? values : java.util.Arrays.copyOf(values, size));
        return byColumn.transpose();
    }

    private void column(int item, float[] column) {
        var lower = inverse.lower();
        int stride = inverse.stride();
        float diagonal = lower[item * stride + item];
        for (int other = 0; other < item; other++) {
            column[other] = -lower[item * stride + other] / diagonal;
        }
        column[item] = 0;
        for (int other = item + 1; other < items; other++) {
            column[other] = -lower[other * stride + item] / diagonal;
        }
    }

    private void keep(int item, float[] column, float[] magnitudes) {
        float least = 0;
        if (kept < items - 1) {
            for (int other = 0; other < items; other++) {
                magnitudes[other] = Math.abs(column[other]);
            }
            least = largest(magnitudes, kept);
        }
        int ties = kept;
        for (int other = 0; other < items; other++) {
            ties -= Math.abs(column[other]) > least ? 1 : 0;
        }
        int at = item * kept;
        for (int other = 0; other < items; other++) {
            float magnitude = Math.abs(column[other]);
            if (magnitude > least || (magnitude == least && magnitude > 0 && ties-- > 0)) {
                indices[at] = other;
                values[at++] = column[other];
            }
        }
        counts[item] = at - item * kept;
    }

    /// The `rank`-th largest, by Hoare's selection; the array is put in another order.
    private static float largest(float[] magnitudes, int rank) {
        int from = 0;
        int to = magnitudes.length - 1;
        int wanted = rank - 1;
        while (from < to) {
            float pivot = magnitudes[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (magnitudes[i] > pivot) {
                    i++;
                }
                while (magnitudes[j] < pivot) {
                    j--;
                }
                if (i <= j) {
                    float swapped = magnitudes[i];
                    magnitudes[i++] = magnitudes[j];
                    magnitudes[j--] = swapped;
                }
            }
            if (wanted <= j) {
                to = j;
            } else if (wanted >= i) {
                from = i;
            } else {
                return magnitudes[wanted];
            }
        }
        return magnitudes[wanted];
    }
}
