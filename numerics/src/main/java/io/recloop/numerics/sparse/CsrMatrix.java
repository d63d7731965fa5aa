package io.recloop.numerics.sparse;

import static java.util.Objects.checkIndex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A sparse matrix in compressed rows: row *r* holds columns `indices[indptr[r]..indptr[r+1])`, strictly ascending,
/// with `values` beside them.
///
/// Limits: fewer than 2³¹ rows, columns and entries. The arrays are shared, not copied: nobody may write to
/// them after construction. Then immutable, hence safe for threads.
public final class CsrMatrix {
    private final int rows;
    private final int cols;
    private final int[] indptr;
    private final int[] indices;
    private final float[] values;

    /// @throws IllegalArgumentException where the arrays do not describe such a matrix, or a value is not finite
    public CsrMatrix(int rows, int cols, int[] indptr, int[] indices, float[] values) {
        requireSizes(rows, cols);
        require(indptr.length == rows + 1, "indptr holds %d values, not rows + 1 = %d", indptr.length, rows + 1);
        require(indptr[0] == 0, "indptr starts at %d, not at 0", indptr[0]);
        require(indptr[rows] == indices.length, "indptr ends at %d of %d entries", indptr[rows], indices.length);
        require(values.length == indices.length, "%d values for %d entries", values.length, indices.length);
        for (int row = 0; row < rows; row++) {
            if (indptr[row] > indptr[row + 1] || indptr[row + 1] > indices.length) {
                throw new IllegalArgumentException("indptr falls or overshoots at row " + row);
            }
            int before = -1;
            for (int e = indptr[row]; e < indptr[row + 1]; e++) {
                // Spelled out: a call with boxed arguments for each entry would cost more than building the matrix.
                if (indices[e] <= before || indices[e] >= cols || !Float.isFinite(values[e])) {
                    throw badEntry(row, cols, before, indices[e], values[e]);
                }
                before = indices[e];
            }
        }
        this.rows = rows;
        this.cols = cols;
        this.indptr = indptr;
        this.indices = indices;
        this.values = values;
    }

    /// From triples in any order; the values of a pair that occurs more than once are **summed**, as SciPy does.
    ///
    /// @throws IllegalArgumentException where the lengths differ, an index is out of range or a value is not finite
    public static CsrMatrix ofTriples(int rows, int cols, int[] r, int[] c, float[] v) {
        require(v.length == r.length, "%d values for %d rows", v.length, r.length);
        return assemble(rows, cols, r, c, v);
    }

    /// From pairs in any order, every value 1; a pair that occurs more than once counts **once**.
    ///
    /// @throws IllegalArgumentException where the lengths differ or an index is out of range
    public static CsrMatrix ofPairs(int rows, int cols, int[] r, int[] c) {
        var ones = new float[r.length];
        Arrays.fill(ones, 1);
        var summed = assemble(rows, cols, r, c, ones);
        Arrays.fill(summed.values, 1);
        return summed;
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public int entries() {
        return indices.length;
    }

    /// The shared array `int[rows + 1]`.
    public int[] indptr() {
        return indptr;
    }

    /// The shared array `int[entries]`.
    public int[] indices() {
        return indices;
    }

    /// The shared array `float[entries]`.
    public float[] values() {
        return values;
    }

    public int rowStart(int row) {
        return indptr[checkIndex(row, rows)];
    }

    public int rowEnd(int row) {
        return indptr[checkIndex(row, rows) + 1];
    }

    public int rowLength(int row) {
        return rowEnd(row) - rowStart(row);
    }

    public boolean contains(int row, int column) {
        return Arrays.binarySearch(indices, rowStart(row), rowEnd(row), column) >= 0;
    }

    /// Calls back for each entry of a row, columns ascending.
    public void forEach(int row, Entry entry) {
        for (int e = rowStart(row), end = rowEnd(row); e < end; e++) {
            entry.accept(indices[e], values[e]);
        }
    }

    @FunctionalInterface
    public interface Entry {
        void accept(int column, float value);
    }

    /// How many entries each column has, `int[cols]`.
    public int[] columnCounts() {
        var counts = new int[cols];
        for (int column : indices) {
            counts[column]++;
        }
        return counts;
    }

    public CsrMatrix transpose() {
        var starts = offsets(columnCounts());
        var next = Arrays.copyOf(starts, cols);
        var toIndices = new int[indices.length];
        var toValues = new float[indices.length];
        for (int row = 0; row < rows; row++) {
            for (int e = indptr[row]; e < indptr[row + 1]; e++) {
                int at = next[indices[e]]++;
                toIndices[at] = row;
                toValues[at] = values[e];
            }
        }
        return new CsrMatrix(cols, rows, starts, toIndices, toValues);
    }

    @Override
    public String toString() {
        return "CsrMatrix[%d x %d, %d entries]".formatted(rows, cols, indices.length);
    }

    /// Two stable counting sorts, by column and then by row, and a merge of neighbours: linear time.
    private static CsrMatrix assemble(int rows, int cols, int[] r, int[] c, float[] v) {
        requireSizes(rows, cols);
        require(c.length == r.length, "%d columns for %d rows", c.length, r.length);
        var byColumn = sortedBy(c, cols, null, "column");
        var order = sortedBy(r, rows, byColumn, "row");
        var indptr = new int[rows + 1];
        var indices = new int[order.length];
        var values = new float[order.length];
        int size = 0;
        int lastRow = -1;
        for (int from : order) {
            if (r[from] == lastRow && indices[size - 1] == c[from]) {
                values[size - 1] += v[from];
            } else {
                lastRow = r[from];
                indices[size] = c[from];
                values[size++] = v[from];
                indptr[lastRow + 1] = size;
            }
        }
        for (int row = 0; row < rows; row++) {
            indptr[row + 1] = Math.max(indptr[row], indptr[row + 1]);
        }
        boolean whole = size == order.length;
        return new CsrMatrix(
                rows,
                cols,
                indptr,
                whole ? indices : Arrays.copyOf(indices, size),
                whole ? values : Arrays.copyOf(values, size));
    }

    private static int[] sortedBy(int[] keys, int range, int @Nullable [] order, String name) {
        var counts = new int[range];
        for (int key : keys) {
            if (key < 0 || key >= range) {
                throw new IllegalArgumentException("%s %d of %d".formatted(name, key, range));
            }
            counts[key]++;
        }
        var next = offsets(counts);
        var sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            int entry = order == null ? i : order[i];
            sorted[next[keys[entry]]++] = entry;
        }
        return sorted;
    }

    private static int[] offsets(int[] counts) {
        var starts = new int[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            starts[i + 1] = starts[i] + counts[i];
        }
        return starts;
    }

    private static IllegalArgumentException badEntry(int row, int cols, int before, int column, float value) {
        if (column >= cols || column < 0) {
            return new IllegalArgumentException("column %d of %d in row %d".formatted(column, cols, row));
        }
        if (column <= before) {
            return new IllegalArgumentException(
                    "columns of row %d do not ascend: %d after %d".formatted(row, column, before));
        }
        return new IllegalArgumentException("value %s in row %d".formatted(value, row));
    }

    private static void requireSizes(int rows, int cols) {
        require(rows >= 0 && cols >= 0 && rows < Integer.MAX_VALUE, "%d x %d is no size", rows, cols);
    }

    private static void require(boolean holds, String message, Object... arguments) {
        if (!holds) {
            throw new IllegalArgumentException(message.formatted(arguments));
        }
    }
}
