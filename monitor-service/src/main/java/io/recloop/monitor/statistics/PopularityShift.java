package io.recloop.monitor.statistics;

import io.recloop.numerics.statistics.RankCorrelation;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How the popularity of items has changed, over all items that either side has.
///
/// Its customary limits, 0.8 each, are crossed by chance alone ([PopularityOverlap] says how far).
///
/// @param spearman  rank correlation of the counts, ties at their mean rank; an item that one side lacks
///     counts as 0
/// @param topTwenty `|A ∩ B|/|A ∪ B|` of the twenty most popular (Jaccard)
/// @param topHundred the same of a hundred
/// @param trending  among today's hundred and not among the reference's, the most popular first
/// @param dropped   among the reference's hundred and not among today's, the most popular first
public record PopularityShift(
        Statistic spearman, Statistic topTwenty, Statistic topHundred, List<String> trending, List<String> dropped) {
    private static final int FEW = 20;
    private static final int MANY = 100;

    public static PopularityShift between(Map<String, Long> reference, Map<String, Long> current) {
        var before = top(reference);
        var now = top(current);
        if (before.isEmpty() || now.isEmpty()) {
            var undefined = new Statistic.Undefined(
                    before.isEmpty() ? "the reference has no items" : "there are no items to compare");
            return new PopularityShift(undefined, undefined, undefined, List.of(), List.of());
        }
        return new PopularityShift(
                spearman(reference, current),
                jaccard(first(before, FEW), first(now, FEW)),
                jaccard(first(before, MANY), first(now, MANY)),
                without(first(now, MANY), first(before, MANY)),
                without(first(before, MANY), first(now, MANY)));
    }

    private static Statistic spearman(Map<String, Long> reference, Map<String, Long> current) {
        var items = new TreeSet<>(reference.keySet());
        items.addAll(current.keySet());
        double[] a = items.stream()
                .mapToDouble(item -> reference.getOrDefault(item, 0L))
                .toArray();
        double[] b = items.stream()
                .mapToDouble(item -> current.getOrDefault(item, 0L))
                .toArray();
        double correlation = RankCorrelation.spearman(a, b);
        return Double.isFinite(correlation)
                ? new Statistic.Value(correlation)
                : new Statistic.Undefined(
                        items.size() < 2
                                ? "there is one item only: nothing can be ranked"
                                : "on one side all items are equally popular: they have no ranks");
    }

    private static List<String> top(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                        .thenComparing(Map.Entry::getKey))
                .limit(MANY)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Set<String> first(List<String> items, int most) {
        return new LinkedHashSet<>(items.subList(0, Math.min(most, items.size())));
    }

    private static Statistic jaccard(Set<String> a, Set<String> b) {
        long shared = a.stream().filter(b::contains).count();
        return new Statistic.Value((double) shared / (a.size() + b.size() - shared));
    }

    private static List<String> without(Set<String> items, Set<String> others) {
        return items.stream().filter(item -> !others.contains(item)).toList();
    }
}
