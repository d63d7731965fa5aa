package io.recloop.learning.engine;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How many of a user's own are newer: the ages that [TrainingData] holds.
public final class Ages {
    private Ages() {}

    /// What is of the same time is of the same age, so that no order is made up where there is none.
    ///
    /// @param order users by items; within a row, the smaller the value the newer
    /// @return for each entry, how many of its row are strictly newer; null where no two of any row differ
    public static @Nullable CsrMatrix of(CsrMatrix order) {
        var ages = new float[order.entries()];
        boolean known = false;
        for (int user = 0; user < order.rows(); user++) {
            int start = order.rowStart(user);
            var sorted = Arrays.copyOfRange(order.values(), start, order.rowEnd(user));
            Arrays.sort(sorted);
            for (int entry = start; entry < order.rowEnd(user); entry++) {
                int newer = firstOf(sorted, order.values()[entry]);
                ages[entry] = newer;
                known |= newer > 0;
            }
        }
        return known ? new CsrMatrix(order.rows(), order.cols(), order.indptr(), order.indices(), ages) : null;
    }

    /// Where a value that is there begins.
    private static int firstOf(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
