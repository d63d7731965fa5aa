package io.recloop.learning.offline;

import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;

/// Parts of matrices.
final class Pairs {
    private Pairs() {}

    @FunctionalInterface
    interface Choice {
        boolean of(int row, int column);
    }

    /// The chosen entries with their values.
    ///
    /// @param columns of the result; no chosen entry may lie beyond
    static CsrMatrix where(CsrMatrix matrix, int columns, Choice choice) {
        var indptr = new int[matrix.rows() + 1];
        var indices = new int[matrix.entries()];
        var values = new float[matrix.entries()];
        int size = 0;
        for (int row = 0; row < matrix.rows(); row++) {
            for (int entry = matrix.rowStart(row); entry < matrix.rowEnd(row); entry++) {
                if (choice.of(row, matrix.indices()[entry])) {
                    indices[size] = matrix.indices()[entry];
                    values[size++] = matrix.values()[entry];
                }
            }
            indptr[row + 1] = size;
        }
        return new CsrMatrix(matrix.rows(), columns, indptr, Arrays.copyOf(indices, size), Arrays.copyOf(values, size));
    }

    static CsrMatrix without(CsrMatrix matrix, CsrMatrix other) {
        return where(matrix, matrix.cols(), (row, column) -> !other.contains(row, column));
    }
}
