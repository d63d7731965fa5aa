package io.recloop.training.engine;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// How many of a user's positives are newer than each of them, as [TrainingData#ages] has it.
public final class Ages {
    private Ages() {}

    /// @param order in the order of the entries, smaller is newer, no two alike within a row; becomes the values of the
    ///     result
    /// @return the very entries of `positives`
    public static CsrMatrix of(CsrMatrix positives, float[] order) {
        for (int user = 0; user < positives.rows(); user++) {
            int from = positives.rowStart(user);
            int to = positives.rowEnd(user);
            var sorted = Arrays.copyOfRange(order, from, to);
            Arrays.sort(sorted);
            for (int entry = from; entry < to; entry++) {
                order[entry] = Arrays.binarySearch(sorted, order[entry]);
            }
        }
        return new CsrMatrix(positives.rows(), positives.cols(), positives.indptr(), positives.indices(), order);
    }
}
