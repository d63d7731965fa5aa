package io.recloop.learning.tuning;

import static io.recloop.learning.tuning.Dimension.logarithmic;
import static io.recloop.learning.tuning.Dimension.whole;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainingData;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a search may change of an algorithm's settings, where it begins, and how a candidate is tried cheaply. The
/// ranges lie around the defaults, which follow the data: a rule, not a table of data sets.
///
/// @param base       what is not searched stays as it is here
/// @param dimensions what is searched
/// @param starts     tried first, as changes of the base; the first is the base itself
/// @param rungs      from cheap to full
public record SearchSpace(
        Settings base, List<Dimension> dimensions, List<Map<String, Double>> starts, List<Rung> rungs) {
    private static final int LEAST_FACTORS = 16;
    private static final int MOST_FACTORS = 512;

    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        starts = List.copyOf(starts);
        rungs = List.copyOf(rungs);
    }

    public static SearchSpace of(Algorithm algorithm, TrainingData data, int threads) {
        var base = algorithm.defaultsFor(data.positives()).withThreads(threads);
        return switch (algorithm) {
            case ALS -> als(base, data);
            case BPR -> bpr(base, data);
            case EASE -> ease(base);
        };
    }

    /// Rendle et al., *Revisiting the Performance of iALS on Item Recommendation Benchmarks*, RecSys 2022: only α₀ and
    /// λ want tuning, what is good for few factors is good for many, and many are better than few. Where the order
    /// is known there is the recency of positives beside them.
    private static SearchSpace als(Settings base, TrainingData data) {
        double alpha = base.toMap().getOrDefault("unobservedWeight", 0.1);
        var dimensions = new ArrayList<Dimension>();
        dimensions.add(logarithmic("unobservedWeight", Math.max(1e-5, alpha / 30), alpha * 10));
        dimensions.add(logarithmic("regularization", 1e-3, 0.05));
        dimensions.add(factors(data));
        if (data.ages() != null) {
            dimensions.add(new Dimension("recency", 0, 1.5, false, 0));
        }
        return new SearchSpace(
                base,
                dimensions,
                starts(
                        data,
                        List.of(
                                Map.of(),
                                Map.of("recency", 0.75),
                                Map.of("recency", 0.75, "regularization", 0.01, "factors", 128.0),
                                Map.of("recency", 0.5, "unobservedWeight", alpha / 3, "regularization", 0.006),
                                Map.of("recency", 1.0, "unobservedWeight", alpha * 3, "regularization", 0.01),
                                Map.of("unobservedWeight", alpha / 3, "regularization", 0.012, "factors", 128.0))),
                List.of(new Rung(0.25, 0.25), new Rung(0.5, 0.5), Rung.FULL));
    }

    /// Milogradskii et al., *Revisiting BPR*, RecSys 2024: the regularisations want tuning apart from each other, and
    /// so does the hardness of the negatives. A candidate is judged by its last epoch: with a thousand users
    /// the best of many noisy epochs says little.
    private static SearchSpace bpr(Settings base, TrainingData data) {
        var dimensions = new ArrayList<>(List.of(
                logarithmic("learningRate", 0.03, 0.15),
                logarithmic("userRegularization", 0.01, 0.2),
                logarithmic("positiveRegularization", 0.01, 0.2),
                logarithmic("negativeRegularization", 0.01, 0.2),
                logarithmic("biasRegularization", 0.003, 0.1),
                whole("candidates", 1, 16, true, 1),
                new Dimension("popularityExponent", 0, 0.6, false, 0),
                whole("solvedUsers", 0, 1, false, 1),
                factors(data)));
        if (data.ages() != null) {
            dimensions.add(new Dimension("recency", 0, 2.5, false, 0));
            dimensions.add(new Dimension("drawnRecency", 0.3, 1, false, 0));
        }
        return new SearchSpace(
                base.with("patience", 0),
                dimensions,
                starts(
                        data,
                        List.of(
                                Map.of(),
                                Map.of("solvedUsers", 1 - base.toMap().getOrDefault("solvedUsers", 0.0)),
                                Map.of("factors", 128.0),
                                Map.of("userRegularization", 0.1, "positiveRegularization", 0.06),
                                Map.of("positiveRegularization", 0.015, "candidates", 4.0, "recency", 2.0),
                                Map.of("learningRate", 0.12, "positiveRegularization", 0.02, "candidates", 16.0),
                                Map.of("recency", 0.0),
                                Map.of("recency", 0.0, "positiveRegularization", 0.015, "candidates", 4.0))),
                List.of(new Rung(0.5, 0.35), new Rung(1, 0.5), Rung.FULL));
    }

    /// Where the order is not known, those that differ in recency alone are the same.
    private static List<Map<String, Double>> starts(TrainingData data, List<Map<String, Double>> changes) {
        return data.ages() != null ? changes : without("recency", changes);
    }

    private static List<Map<String, Double>> without(String name, List<Map<String, Double>> starts) {
        var left = new LinkedHashSet<Map<String, Double>>();
        for (var start : starts) {
            var kept = new TreeMap<>(start);
            kept.remove(name);
            left.add(kept);
        }
        return List.copyOf(left);
    }

    /// The inverse costs the same for any λ: there is nothing to try it cheaply with.
    private static SearchSpace ease(Settings base) {
        double regularization = base.toMap().getOrDefault("regularization", 100.0);
        return new SearchSpace(
                base,
                List.of(
                        logarithmic("regularization", regularization / 30, regularization * 30),
                        whole("keptWeights", 16, 2048, true, 1)),
                List.of(Map.of(), Map.of("regularization", regularization * 4)),
                List.of(Rung.FULL));
    }

    /// More factors than a third of the smaller side only learn by heart.
    private static Dimension factors(TrainingData data) {
        int smaller = Math.min(data.positives().rows(), data.positives().cols());
        int most = Math.clamp(smaller / 3 / 16 * 16L, LEAST_FACTORS, MOST_FACTORS);
        return whole("factors", Math.min(32, most), most, true, 16);
    }

    public Algorithm algorithm() {
        return base.algorithm();
    }

    /// With one parameter held at a value.
    ///
    /// @throws IllegalArgumentException if the algorithm has none of that name, or the value is not allowed
    public SearchSpace with(String name, double value) {
        return new SearchSpace(
                base.with(name, value),
                dimensions.stream()
                        .filter(dimension -> !dimension.name().equals(name))
                        .toList(),
                without(name, starts),
                rungs);
    }

    /// What the point of the unit cube means, trained in full.
    Settings at(Point point) {
        var settings = base;
        for (int d = 0; d < dimensions.size(); d++) {
            settings = settings.with(dimensions.get(d).name(), dimensions.get(d).value(point.at(d)));
        }
        return settings;
    }

    /// Where in the unit cube changes of the base lie.
    Point pointOf(Map<String, Double> changes) {
        var values = base.toMap();
        var point = new double[dimensions.size()];
        for (int d = 0; d < point.length; d++) {
            var name = dimensions.get(d).name();
            point[d] = dimensions.get(d).unit(changes.getOrDefault(name, values.getOrDefault(name, 0.0)));
        }
        return new Point(point);
    }

    /// The cheaper training that stands for a full one on a rung.
    Settings on(int rung, Settings full) {
        var settings = full;
        var share = rungs.get(rung);
        var values = full.toMap();
        if (share.factors() < 1 && values.containsKey("factors")) {
            double all = value(values, "factors");
            settings =
                    settings.with("factors", Math.min(all, Math.max(LEAST_FACTORS, Math.rint(all * share.factors()))));
        }
        if (share.iterations() < 1 && values.containsKey("iterations")) {
            settings = settings.with(
                    "iterations", Math.max(1, Math.rint(value(values, "iterations") * share.iterations())));
        }
        return settings;
    }

    boolean isFull(int rung) {
        return rung == rungs.size() - 1;
    }

    /// What a training costs, in units of its own: good for comparing settings of one algorithm on the same data.
    static double cost(Settings settings, TrainingData data) {
        double users = data.positives().rows();
        double items = data.positives().cols();
        double entries = data.positives().entries();
        var values = settings.toMap();
        double factors = values.getOrDefault("factors", 1.0);
        double iterations = values.getOrDefault("iterations", 1.0);
        double judging = users * items * factors / 8;
        return switch (settings.algorithm()) {
            case ALS -> iterations * 6 * (entries * factors + (users + items) * factors * factors) + judging;
            case BPR -> iterations * entries * factors * (4 + values.getOrDefault("candidates", 1.0)) + judging;
            case EASE -> items * items * items;
        };
    }

    private static double value(Map<String, Double> values, String name) {
        return values.getOrDefault(name, 1.0);
    }
}
