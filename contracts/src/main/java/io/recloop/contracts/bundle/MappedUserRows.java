package io.recloop.contracts.bundle;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The users of a bundle whose files are mapped: a question copies the one user's row to the heap, and the operating
/// system keeps in memory what is asked for.
///
/// @param ids     of all users
/// @param factors *k*; 0 where the model has none
/// @param values  `float[m·k]`; null where *k* is 0
/// @param indptr  `long[m+1]`
/// @param indices `int[]`
/// @param had     `float[]`: the weights
record MappedUserRows(
        MappedIds ids,
        int factors,
        @Nullable MemorySegment values,
        MemorySegment indptr,
        MemorySegment indices,
        MemorySegment had)
        implements UserRows {
    @Override
    public int count() {
        return ids.count();
    }

    @Override
    public String id(int row) {
        return ids.id(row);
    }

    @Override
    public int row(String id) {
        return ids.row(id);
    }

    @Override
    public void copyFactors(int row, float[] into, int at) {
        if (values != null) {
            long begin = (long) row * factors * Float.BYTES;
            MemorySegment.copy(values, NpyFile.FLOATS, begin, into, at, factors);
        }
    }

    @Override
    public int[] seen(int row) {
        var seen = new int[entries(row)];
        MemorySegment.copy(indices, NpyFile.INTS, start(row) * Integer.BYTES, seen, 0, seen.length);
        return seen;
    }

    @Override
    public float[] weights(int row) {
        var weights = new float[entries(row)];
        MemorySegment.copy(had, NpyFile.FLOATS, start(row) * Float.BYTES, weights, 0, weights.length);
        return weights;
    }

    private int entries(int row) {
        return Math.toIntExact(start(row + 1) - start(row));
    }

    private long start(int row) {
        return indptr.getAtIndex(NpyFile.LONGS, row);
    }
}
