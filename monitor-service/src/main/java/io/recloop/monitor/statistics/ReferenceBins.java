package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.Quantiles;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Bins whose edges are quantiles of the reference alone, so that what is compared with it tomorrow has
/// the same bins: where edges depend on both sides, as Evidently's do, two values of one index cannot be
/// compared.
///
/// Bin i holds `edge[i−1] < x <= edge[i]`; the first and the last are open. Immutable.
public final class ReferenceBins {
    private final double[] edges;

    private ReferenceBins(double[] edges) {
        this.edges = edges;
    }

    /// @param bins wanted; fewer where quantiles of the reference are equal
    /// @throws IllegalArgumentException where the reference is empty
    public static ReferenceBins of(NumericSample reference, int bins) {
        var ascending = reference.ascending();
        double[] edges = IntStream.range(1, bins)
                .mapToDouble(i -> Quantiles.ofSorted(ascending, (double) i / bins))
                .distinct()
                .toArray();
        return new ReferenceBins(edges);
    }

    /// Values by bin, and missing values and sentinels as levels of their own.
    public Map<String, Long> count(NumericSample sample) {
        var counts = new TreeMap<String, Long>();
        for (int bin = 0; bin <= edges.length; bin++) {
            counts.put(name(bin), 0L);
        }
        for (double value : sample.ascending()) {
            int found = Arrays.binarySearch(edges, value);
            counts.merge(name(found >= 0 ? found : -found - 1), 1L, Long::sum);
        }
        sample.presence().forEach((level, count) -> {
            if (!level.equals(NumericSample.VALUE)) {
                counts.put(level, count);
            }
        });
        return counts;
    }

    private static String name(int bin) {
        return "bin %03d".formatted(bin);
    }

    /// [LevelComparison#stabilityIndex] in ten bins of the reference.
    public static Statistic stabilityIndex(NumericSample reference, NumericSample current) {
        if (reference.isEmpty()) {
            return new Statistic.Undefined("the reference has no values");
        }
        var bins = of(reference, 10);
        return LevelComparison.of(bins.count(reference), bins.count(current)).stabilityIndex();
    }
}
