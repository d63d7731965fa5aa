package io.recloop.learning.ease;

import io.recloop.numerics.kernels.SymmetricInverse;
import io.recloop.numerics.parallel.Workers;
import io.recloop.numerics.sparse.CsrMatrix;

/// Regresses every item on all others: `min ‖X − X·B‖² + λ‖B‖²` with a zero diagonal, solved by one inverse:
/// with `P = (XᵀX + λI)⁻¹`, `B = −P / diag(P)` by columns.
///
/// Source: Steck, *Embarrassingly Shallow Autoencoders for Sparse Data*, WWW 2019, eq. 8. The same data give the same
/// weights to the bit, for any number of threads.
public final class ItemRegression {
    private final CsrMatrix weights;
    private final double loss;

    private ItemRegression(CsrMatrix weights, double loss) {
        this.weights = weights;
        this.loss = loss;
    }

    /// Bytes that [#fit] holds at its height, beside the data.
    public static long memory(CsrMatrix userItem, int keptWeights, int threads) {
        long items = userItem.cols();
        long transposed = 8L * userItem.entries() + 4 * items;
        long kept = items * Math.min(items, keptWeights);
        // The pruned columns, their transposed form, and each worker's column.
        return SymmetricInverse.memory(items) + transposed + 2 * 8 * kept + threads * 16L * items;
    }

    /// @param userItem       who had what; values weigh
    /// @param regularization λ > 0
    /// @param keptWeights    of each item's column, the largest in magnitude
    /// @throws io.recloop.numerics.kernels.SingularMatrixException where λ is too small for single precision
    /// @throws InterruptedException if the caller is interrupted
    public static ItemRegression fit(CsrMatrix userItem, double regularization, int keptWeights, Workers workers)
            throws InterruptedException {
        var inverse = new SymmetricInverse(userItem.cols());
        coOccurrences(userItem, regularization, inverse, workers);
        inverse.negativeInverse(workers);
        double loss = 0;
        for (int item = 0; item < inverse.size(); item++) {
            // What of this item's column the others cannot explain (the Schur complement), and its penalty.
            loss += -1.0 / inverse.lower()[item * inverse.stride() + item] - regularization;
        }
        return new ItemRegression(new LargestWeights(inverse, keptWeights).collect(workers), loss);
    }

    private static void coOccurrences(CsrMatrix userItem, double regularization, SymmetricInverse out, Workers workers)
            throws InterruptedException {
        var itemUser = userItem.transpose();
        var lower = out.lower();
        // One row at a time: rows of the lower triangle grow in length, small chunks balance that.
        workers.run(itemUser.rows(), (worker, item) -> {
            int row = item * out.stride();
            for (int entry = itemUser.rowStart(item); entry < itemUser.rowEnd(item); entry++) {
                int user = itemUser.indices()[entry];
                float own = itemUser.values()[entry];
                int end = userItem.rowEnd(user);
                for (int other = userItem.rowStart(user); other < end; other++) {
                    int column = userItem.indices()[other];
                    if (column > item) {
                        break;
                    }
                    lower[row + column] = Math.fma(own, userItem.values()[other], lower[row + column]);
                }
            }
            lower[row + item] += (float) regularization;
        });
    }

    /// Items × items: row *j* holds what having *j* says of the others.
    public CsrMatrix weights() {
        return weights;
    }

    /// The objective at its minimum, before pruning.
    public double loss() {
        return loss;
    }
}
