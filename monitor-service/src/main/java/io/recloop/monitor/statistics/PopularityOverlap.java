package io.recloop.monitor.statistics;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.numerics.statistics.Distributions;
import io.recloop.numerics.statistics.Overlap;
import io.recloop.numerics.statistics.RankCorrelation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/// Rank correlation and shared top items, with what chance alone does to them. Reported and never judged: with 2,200
/// items and 10,000 interactions a Spearman coefficient below 0.8 is seen every time although nothing has changed.
public final class PopularityOverlap {
    private static final int MOST_ITEMS = 2_000;
    private static final double CUSTOMARY = 0.8;

    private PopularityOverlap() {}

    public static List<DriftCheckResult> report(
            Map<String, Long> baseline, Map<String, Long> current, DesignEffect design, long seed) {
        var items = mostPopular(baseline, current);
        double[] before = items.stream()
                .mapToDouble(item -> baseline.getOrDefault(item, 0L))
                .toArray();
        double[] now = items.stream()
                .mapToDouble(item -> current.getOrDefault(item, 0L))
                .toArray();
        double n = Cells.total(current);
        double compared = Arrays.stream(now).sum();
        double comparedBefore = Arrays.stream(before).sum();
        if (items.size() < 2 || compared == 0 || comparedBefore == 0) {
            return List.of();
        }
        var shares = Distributions.shares(before);
        var statistics = new ArrayList<DriftCheckResult>();
        for (var statistic : List.of(
                new Named("spearman", RankCorrelation::spearman),
                new Named("jaccard-top-20", (a, b) -> Overlap.jaccardTop(a, b, 20)),
                new Named("jaccard-top-100", (a, b) -> Overlap.jaccardTop(a, b, 100)))) {
            double value = statistic.of.applyAsDouble(before, now);
            double floor = new Chance(seed)
                    .quantile(shares, design.effective(comparedBefore), design.effective(compared), statistic.of, 0.01);
            statistics.add(new DriftCheckResult(
                    "popularity." + statistic.name,
                    statistic.name,
                    Double.isFinite(value) ? value : null,
                    floor,
                    CUSTOMARY,
                    null,
                    null,
                    (long) n,
                    0,
                    DriftVerdict.UNDEFINED,
                    "reported and not judged; the customary threshold of %.1f takes no account of the sample size"
                            .formatted(CUSTOMARY)));
        }
        return statistics;
    }

    /// The most popular of the baseline and of the window: an item that the baseline does not know must be able to
    /// appear at the top.
    private static List<String> mostPopular(Map<String, Long> baseline, Map<String, Long> current) {
        var items = new LinkedHashSet<>(top(baseline, MOST_ITEMS / 2));
        items.addAll(top(current, MOST_ITEMS / 2));
        Cells.ranked(baseline, current).stream()
                .filter(item -> !items.contains(item))
                .limit(MOST_ITEMS - items.size())
                .forEach(items::add);
        return List.copyOf(items);
    }

    private static List<String> top(Map<String, Long> counts, int most) {
        return Cells.ranked(counts, Map.of()).stream().limit(most).toList();
    }

    private record Named(String name, ToDoubleBiFunction<double[], double[]> of) {}
}
