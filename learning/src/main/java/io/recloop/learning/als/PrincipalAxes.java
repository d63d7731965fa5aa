package io.recloop.learning.als;

import io.recloop.numerics.kernels.Kernels;
import io.recloop.numerics.parallel.Workers;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/// Turns both sides so that the axes of one side's Gramian become those of the factors. No product of a user and an
/// item changes, nor does the loss; what changes is how well the diagonal of a row's matrix approximates the matrix,
/// and with it how many conjugate gradient steps a row needs. One turn is enough: what training does afterwards keeps
/// close to these axes (decision 0015).
final class PrincipalAxes {
    private static final int ROWS_OF_CHUNK = 128;

    private final int k;
    private final float[] axes;

    private PrincipalAxes(int k, float[] axes) {
        this.k = k;
        this.axes = axes;
    }

    /// @param gram `float[k·k]`; one that cannot be taken apart (it is not finite) gives the axes as they are
    static PrincipalAxes of(float[] gram, int k) {
        var matrix = new DMatrixRMaj(k, k);
        for (int i = 0; i < k * k; i++) {
            matrix.data[i] = gram[i];
        }
        var axes = new float[k * k];
        var decomposition = DecompositionFactory_DDRM.eig(k, true, true);
        if (decomposition.decompose(matrix)) {
            for (int axis = 0; axis < k; axis++) {
                var vector = decomposition.getEigenVector(axis);
                for (int i = 0; i < k; i++) {
                    axes[i * k + axis] = (float) vector.data[i];
                }
            }
        } else {
            for (int i = 0; i < k; i++) {
                axes[i * k + i] = 1;
            }
        }
        return new PrincipalAxes(k, axes);
    }

    /// @param matrix `float[·k]`, row-major; turned in place
    void turn(float[] matrix, Workers workers) throws InterruptedException {
        int rows = matrix.length / k;
        workers.run(Math.ceilDiv(rows, ROWS_OF_CHUNK), (worker, chunk) -> {
            int first = chunk * ROWS_OF_CHUNK;
            int count = Math.min(ROWS_OF_CHUNK, rows - first);
            var before = Arrays.copyOfRange(matrix, first * k, (first + count) * k);
            Kernels.timesMatrix(before, 0, count, axes, k, matrix, first * k);
        });
    }
}
