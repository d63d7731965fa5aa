package io.recloop.monitor.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// Two samples of levels, level by level; missing values and sentinels are levels like any other.
///
/// Immutable.
public final class LevelComparison {
    private final List<Level> levels;
    private final boolean referenceIsEmpty;
    private final boolean currentIsEmpty;

    /// @param share of the reference; 0 where it is empty
    /// @param now   share of what is compared with it
    public record Level(String name, long reference, long current, double share, double now) {
        public double difference() {
            return now - share;
        }
    }

    private LevelComparison(List<Level> levels, boolean referenceIsEmpty, boolean currentIsEmpty) {
        this.levels = levels;
        this.referenceIsEmpty = referenceIsEmpty;
        this.currentIsEmpty = currentIsEmpty;
    }

    public static LevelComparison of(Map<String, Long> reference, Map<String, Long> current) {
        double before = Cells.total(reference);
        double now = Cells.total(current);
        var names = new TreeSet<>(reference.keySet());
        names.addAll(current.keySet());
        var levels = names.stream()
                .map(name -> {
                    long a = reference.getOrDefault(name, 0L);
                    long b = current.getOrDefault(name, 0L);
                    return new Level(name, a, b, before == 0 ? 0 : a / before, now == 0 ? 0 : b / now);
                })
                .toList();
        return new LevelComparison(levels, before == 0, now == 0);
    }

    /// Sorted by name.
    public List<Level> levels() {
        return levels;
    }

    /// `Σ|p − q|`, 0 for equal shares, 2 where nothing is shared.
    public Statistic totalAbsoluteDifference() {
        return whereBothExist(() -> sum(level -> Math.abs(level.difference())));
    }

    /// `max|p − q|`: the distance of Chebyshev.
    public Statistic maximumDifference() {
        return whereBothExist(() -> levels.stream()
                .mapToDouble(level -> Math.abs(level.difference()))
                .max()
                .orElse(0));
    }

    /// The level whose share differs most, the first by name of equal ones. An empty list where a side is
    /// empty.
    public List<Level> mostChanged(int most) {
        return referenceIsEmpty || currentIsEmpty
                ? List.of()
                : levels.stream()
                        .sorted(Comparator.comparingDouble((Level level) -> -Math.abs(level.difference())))
                        .limit(most)
                        .toList();
    }

    /// The distance of Jensen and Shannon with logarithms to base 2, `√(½·KL(p‖m) + ½·KL(q‖m))`, `m = (p
    /// + q)/2`: 0 for equal shares, 1 where nothing is shared.
    ///
    /// Source: Endres, Schindelin, *A new metric for probability distributions*, 2003. SciPy's
    /// `spatial.distance.jensenshannon(p, q, 2)`.
    public Statistic jensenShannon() {
        return whereBothExist(() -> {
            double divergence = sum(level -> {
                double middle = (level.share() + level.now()) / 2;
                return (relativeEntropy(level.share(), middle) + relativeEntropy(level.now(), middle)) / 2;
            });
            return Math.sqrt(Math.max(0, divergence) / Math.log(2));
        });
    }

    /// The population stability index, `Σ(q − p)·ln(q/p)`; customary limits are 0.1 and 0.25.
    ///
    /// A level that one side does not have would make it infinite, so half an observation is added to
    /// each level of both sides (Jeffreys). Evidently fills 1e−4 in, which then dominates the sum.
    ///
    /// Source: Siddiqi, *Credit Risk Scorecards*, 2006.
    public Statistic stabilityIndex() {
        return whereBothExist(() -> {
            double cells = levels.size() / 2.0;
            double before = levels.stream().mapToLong(Level::reference).sum() + cells;
            double now = levels.stream().mapToLong(Level::current).sum() + cells;
            return sum(level -> {
                double p = (level.reference() + 0.5) / before;
                double q = (level.current() + 0.5) / now;
                return (q - p) * Math.log(q / p);
            });
        });
    }

    private static double relativeEntropy(double p, double m) {
        return p == 0 ? 0 : p * Math.log(p / m);
    }

    private double sum(ToDoubleFunction<Level> term) {
        return levels.stream().mapToDouble(term).sum();
    }

    private Statistic whereBothExist(java.util.function.DoubleSupplier statistic) {
        if (referenceIsEmpty || currentIsEmpty) {
            return new Statistic.Undefined(
                    referenceIsEmpty ? "the reference has no values" : "there are no values to compare");
        }
        return new Statistic.Value(statistic.getAsDouble());
    }
}
