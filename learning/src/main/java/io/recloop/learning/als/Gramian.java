package io.recloop.learning.als;

import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;

/// YᵀY on all cores. The parts and the order in which they are added depend on the number of rows alone, so the
/// result is the same to the bit for any number of threads.
final class Gramian {
    private static final int MOST_PARTS = 64;
    private static final int FEWEST_ROWS = 1024;

    private final int rows;
    private final int k;
    private final int partRows;
    private final double[][] parts;
    private final float[] gram;

    Gramian(int rows, int k) {
        this.rows = rows;
        this.k = k;
        this.partRows = Math.max(FEWEST_ROWS, Math.ceilDiv(rows, MOST_PARTS));
        this.parts = new double[Math.ceilDiv(rows, partRows)][k * k];
        this.gram = new float[k * k];
    }

    /// @return `float[k·k]`, overwritten by the next call
    float[] of(float[] matrix, Workers workers) throws InterruptedException {
        workers.run(parts.length, (worker, part) -> {
            Arrays.fill(parts[part], 0);
            Kernels.addGram(matrix, part * partRows, Math.min(rows, (part + 1) * partRows), k, parts[part]);
        });
        var sum = new double[k * k];
        for (var part : parts) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        Kernels.symmetric(sum, k, gram);
        return gram;
    }
}
