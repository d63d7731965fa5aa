package io.recloop.learning.evaluation;

import io.recloop.numerics.statistics.Sums;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Everything that was measured of one model. Immutable.
public final class ModelEvaluation {
    private final String name;
    private final int[] cutoffs;
    private final TopLists lists;
    private final UserValues values;
    private final JudgedOn judgedOn;
    private final String diversityBasis;
    private final int[] users;

    /// The lists of each user and what was measured of them.
    record Measured(TopLists lists, UserValues values) {}

    ModelEvaluation(String name, int[] cutoffs, Measured measured, JudgedOn judgedOn, String diversityBasis) {
        this.name = name;
        this.cutoffs = cutoffs;
        this.lists = measured.lists();
        this.values = measured.values();
        this.judgedOn = judgedOn;
        this.diversityBasis = diversityBasis;
        this.users = lists.users();
    }

    public String name() {
        return name;
    }

    /// Lengths of the lists, ascending.
    public int[] cutoffs() {
        return cutoffs.clone();
    }

    /// The longest lists.
    public TopLists lists() {
        return lists;
    }

    public JudgedOn judgedOn() {
        return judgedOn;
    }

    /// By what two items are alike, in words.
    public String diversityBasis() {
        return diversityBasis;
    }

    public int usersEvaluated() {
        return users.length;
    }

    /// They are in none of the means.
    public int usersWithoutHeldOut() {
        return judgedOn.heldOut().rows() - users.length;
    }

    public int usersEvaluated(Segment segment) {
        return (int) IntStream.range(0, users.length)
                .filter(slot -> isIn(slot, segment))
                .count();
    }

    /// Over all users; NaN where it is defined for none.
    public double value(Metric metric, int k) {
        return value(metric, k, Segment.ALL);
    }

    /// Over the users of a segment; NaN where it is defined for none of them.
    ///
    /// @throws IllegalArgumentException if no lists of this length were measured
    public double value(Metric metric, int k, Segment segment) {
        int cutoff = cutoff(k);
        return switch (metric) {
            case COVERAGE -> new Exposure(segment, k).coverage();
            case GINI -> new Exposure(segment, k).gini();
            case POPULARITY_LIFT -> popularityLift(cutoff, segment);
            default -> mean(values.of(metric, cutoff), segment);
        };
    }

    /// One value a user in the order of [TopLists#users()], NaN where it is not defined for the user.
    ///
    /// @throws IllegalArgumentException if the metric is none of users
    public double[] ofUsers(Metric metric, int k) {
        if (!metric.ofUsers()) {
            throw new IllegalArgumentException(metric.code() + " is of all users together");
        }
        return values.of(metric, cutoff(k)).clone();
    }

    /// What the gate's quality checks compare.
    public RankingEvaluation ranking(int k) {
        var metrics = new RankingMetrics(
                orZero(value(Metric.RECALL, k)),
                orZero(value(Metric.NDCG, k)),
                orZero(value(Metric.MAP, k)),
                orZero(value(Metric.COVERAGE, k)),
                k,
                users.length,
                usersWithoutHeldOut());
        return new RankingEvaluation(
                metrics,
                users,
                ofUsers(Metric.NDCG, k),
                ofUsers(Metric.RECALL, k),
                Hits.ndcgOfItems(lists, judgedOn.heldOut(), k));
    }

    /// Each metric at each length over all users by names as `ndcg@10`; what is not defined is left out.
    public Map<String, Double> toMap() {
        return toMap(Segment.ALL);
    }

    public Map<String, Double> toMap(Segment segment) {
        var map = new TreeMap<String, Double>();
        for (int k : cutoffs) {
            for (var metric : Metric.values()) {
                double value = value(metric, k, segment);
                if (!Double.isNaN(value)) {
                    map.put(metric.at(k), value);
                }
            }
        }
        return map;
    }

    private double popularityLift(int cutoff, Segment segment) {
        var shown = values.of(Metric.POPULARITY_LIFT, cutoff);
        var had = values.popularityOfHistory();
        var both = IntStream.range(0, users.length)
                .filter(slot -> isIn(slot, segment) && !Double.isNaN(shown[slot]) && !Double.isNaN(had[slot]))
                .toArray();
        double of = Sums.sum(Arrays.stream(both).mapToDouble(slot -> had[slot]).toArray());
        double lists =
                Sums.sum(Arrays.stream(both).mapToDouble(slot -> shown[slot]).toArray());
        return of > 0 ? lists / of : Double.NaN;
    }

    private double mean(double[] ofUsers, Segment segment) {
        var defined = IntStream.range(0, users.length)
                .filter(slot -> isIn(slot, segment) && !Double.isNaN(ofUsers[slot]))
                .mapToDouble(slot -> ofUsers[slot])
                .toArray();
        return defined.length == 0 ? Double.NaN : Sums.mean(defined);
    }

    private boolean isIn(int slot, Segment segment) {
        return segment.holds(judgedOn.history().rowLength(users[slot]));
    }

    private int cutoff(int k) {
        int cutoff = Arrays.binarySearch(cutoffs, k);
        if (cutoff < 0) {
            throw new IllegalArgumentException(
                    "lists of %s were measured, none of %d".formatted(Arrays.toString(cutoffs), k));
        }
        return cutoff;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /// How often each item of the catalogue was shown to a segment, ascending.
    private final class Exposure {
        private final long[] shown = new long[judgedOn.seen().cols()];
        private final Segment segment;

        Exposure(Segment segment, int k) {
            this.segment = segment;
            for (int slot = 0; slot < users.length; slot++) {
                if (isIn(slot, segment)) {
                    for (int place = 0, size = Math.min(k, lists.size(slot)); place < size; place++) {
                        shown[lists.item(slot, place)]++;
                    }
                }
            }
            Arrays.sort(shown);
        }

        double coverage() {
            long items = Arrays.stream(shown).filter(count -> count > 0).count();
            return usersEvaluated(segment) == 0 || shown.length == 0 ? Double.NaN : (double) items / shown.length;
        }

        /// `Σ (2i − n − 1)·xᵢ / (n·Σx)` over ascending x, i from 1.
        double gini() {
            double weighted = 0;
            double total = 0;
            for (int i = 0; i < shown.length; i++) {
                weighted += (2.0 * (i + 1) - shown.length - 1) * shown[i];
                total += shown[i];
            }
            return total == 0 ? Double.NaN : weighted / (shown.length * total);
        }
    }
}
