package io.recloop.numerics.kernels;

/// Reads one value of each cache line ahead of a pass, because Java has no instruction that only fetches. These loads
/// wait for nothing, so as many are under way as the processor allows; a pass over the rows waits for its sums between
/// them and has fewer.
final class CacheLines {
    /// Values in a line of 64 bytes.
    private static final int LINE = 16;

    private CacheLines() {}

    /// The lines of `matrix` that hold the row list `rows[from..to)`. A row need not begin where a line does, hence its
    /// last value, too.
    ///
    /// @return the sum of what was read, so that the reading is not optimised away
    static float touchRows(float[] matrix, int[] rows, int from, int to, int k) {
        float sum = 0;
        for (int e = from; e < to; e++) {
            int base = rows[e] * k;
            for (int j = 0; j < k; j += LINE) {
                sum += matrix[base + j];
            }
            sum += matrix[base + k - 1];
        }
        return sum;
    }

    /// The lines of the row list itself.
    ///
    /// @return as [#touchRows]
    static float touchList(int[] rows, float[] weights, int from, int to) {
        float sum = 0;
        for (int e = from; e < to; e += LINE) {
            sum += rows[e] + weights[e];
        }
        return sum;
    }
}
