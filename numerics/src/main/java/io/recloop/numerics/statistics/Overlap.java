package io.recloop.numerics.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// How much two sets share.
public final class Overlap {
    private Overlap() {}

    /// `|A ∩ B| / |A ∪ B|` of two sets of rows in any order, duplicates counted once; 1 where both are empty.
    public static double jaccard(int[] a, int[] b) {
        var left = distinct(a);
        var right = distinct(b);
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < left.length && j < right.length) {
            int order = Integer.compare(left[i], right[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int union = left.length + right.length - shared;
        return union == 0 ? 1 : (double) shared / union;
    }

    /// The Jaccard index of the k largest entries of each side, ties by position.
    ///
    /// @throws IllegalArgumentException where the lengths differ or k is not positive
    public static double jaccardTop(double[] a, double[] b, int k) {
        if (a.length != b.length || k <= 0) {
            throw new IllegalArgumentException("%d and %d values, k = %d".formatted(a.length, b.length, k));
        }
        return jaccard(top(a, k), top(b, k));
    }

    private static int[] top(double[] values, int k) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> 0.0 - values[i]))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] distinct(int[] values) {
        return Arrays.stream(values).sorted().distinct().toArray();
    }
}
