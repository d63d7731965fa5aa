package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.ChiSquare;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/// Whether two samples of levels have the same shares: Pearson's chi-square of homogeneity, `Σ(observed −
/// expected)²/expected` over both sides.
///
/// Source: Pearson 1900; sparse levels by Cochran, *Some methods for strengthening the common χ² tests*,
/// 1954: a level that either side can expect less than five times is counted with the other sparse ones.
/// If those together are still too few, the next sparsest level joins them. Assumes independent
/// observations; where one person is counted several times, [DesignEffect] corrects it.
///
/// @param result  chi-square and its p-value
/// @param freedom degrees of freedom
/// @param pooled  levels that were counted together, sorted; empty where all stand alone
public record LevelTest(Statistic result, int freedom, List<String> pooled) {
    private static final double COCHRAN = 5;

    public static LevelTest compare(Map<String, Long> reference, Map<String, Long> current) {
        double ofReference = Cells.total(reference);
        double ofCurrent = Cells.total(current);
        if (ofReference == 0 || ofCurrent == 0) {
            return undefined(
                    ofReference == 0 ? "the reference has no values" : "there are no values to compare", List.of());
        }
        var levels = new TreeSet<>(reference.keySet());
        levels.addAll(current.keySet());
        levels.removeIf(level -> both(reference, current, level) == 0);
        double smaller = Math.min(ofReference, ofCurrent) / (ofReference + ofCurrent);
        var sparsestFirst = levels.stream()
                .sorted(Comparator.comparingDouble((String level) -> both(reference, current, level))
                        .thenComparing(level -> level))
                .toList();
        var pooled = new ArrayList<String>();
        double inPool = 0;
        for (var level : sparsestFirst) {
            boolean sparse = both(reference, current, level) * smaller < COCHRAN;
            boolean poolIsSparse = !pooled.isEmpty() && inPool * smaller < COCHRAN;
            if (sparse || poolIsSparse) {
                pooled.add(level);
                inPool += both(reference, current, level);
            }
        }
        return test(reference, current, levels, pooled);
    }

    private static LevelTest test(
            Map<String, Long> reference, Map<String, Long> current, TreeSet<String> levels, List<String> pooled) {
        var together =
                pooled.size() < 2 ? List.<String>of() : pooled.stream().sorted().toList();
        levels.removeAll(together);
        int cells = levels.size() + (together.isEmpty() ? 0 : 1);
        if (cells < 2) {
            return undefined(
                    together.isEmpty()
                            ? "there is one level only: nothing can differ"
                            : "all levels are too sparse to be told apart: together they are one",
                    together);
        }
        var a = new double[cells];
        var b = new double[cells];
        int at = 0;
        for (var level : levels) {
            a[at] = reference.getOrDefault(level, 0L);
            b[at++] = current.getOrDefault(level, 0L);
        }
        for (var level : together) {
            a[at] += reference.getOrDefault(level, 0L);
            b[at] += current.getOrDefault(level, 0L);
        }
        var test = ChiSquare.ofHomogeneity(a, b);
        double p = ChiSquaredDistribution.of(test.degreesOfFreedom()).survivalProbability(test.statistic());
        return new LevelTest(new Statistic.Tested(test.statistic(), p), test.degreesOfFreedom(), together);
    }

    private static double both(Map<String, Long> reference, Map<String, Long> current, String level) {
        return (double) reference.getOrDefault(level, 0L) + current.getOrDefault(level, 0L);
    }

    private static LevelTest undefined(String because, List<String> pooled) {
        return new LevelTest(new Statistic.Undefined(because), 0, pooled);
    }
}
