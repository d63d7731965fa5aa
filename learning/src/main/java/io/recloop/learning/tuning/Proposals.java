package io.recloop.learning.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Says where to look next: at points spread evenly while little is known, then where a surrogate guesses the most,
/// now sceptical and now hopeful. A function of the seed, the round and what was observed, and of nothing else.
///
/// Source: Srinivas et al., *Gaussian Process Optimization in the Bandit Setting*, ICML 2010.
final class Proposals {
    /// Cubic costs: with more the surrogate would take longer than small trainings do.
    private static final int OBSERVATIONS_AT_MOST = 150;

    private static final int LEAST_FOR_A_SURROGATE = 6;
    private static final int CANDIDATES = 400;
    private static final int ELITES = 4;
    private static final double[] STEPS = {0.02, 0.06, 0.15};

    /// Deviations added to the guess, one proposal after the other.
    private static final double[] HOPES = {0.2, 1, 2};

    /// Of the proposals of a round, the share that does not listen to the surrogate.
    private static final int EXPLORED_ONE_IN = 5;

    private final int dimensions;
    private final int rungs;
    private final long seed;

    /// @param rung 0 to `rungs` − 1
    record Observation(Point point, int rung, double ndcg) {}

    Proposals(int dimensions, int rungs, long seed) {
        this.dimensions = dimensions;
        this.rungs = rungs;
        this.seed = seed;
    }

    /// Points for one round, all different.
    ///
    /// @param allowed what may be proposed at all
    List<Point> next(int count, int round, List<Observation> observed, Predicate<Point> allowed) {
        var random = new SplittableRandom(seed + 1_000_003L * round);
        var chosen = new ArrayList<Point>();
        var surrogate = surrogate(observed);
        for (int i = 0; i < count; i++) {
            boolean explores = surrogate == null || i % EXPLORED_ONE_IN == EXPLORED_ONE_IN - 1;
            var point = explores || surrogate == null
                    ? spread(round * count + i, random, allowed)
                    : promising(surrogate, HOPES[i % HOPES.length], observed, random, allowed);
            if (point == null) {
                continue;
            }
            chosen.add(point);
            if (surrogate != null) {
                surrogate = surrogate.believing(point);
            }
        }
        return chosen;
    }

    /// What a point is guessed to reach in full, the noise of single trials smoothed away.
    ToDoubleFunction<Point> smoothed(List<Observation> observed) {
        var surrogate = surrogate(observed);
        return point -> surrogate == null ? 0 : surrogate.full(point).mean();
    }

    boolean canSmooth(List<Observation> observed) {
        return dimensions > 0 && observed.size() >= LEAST_FOR_A_SURROGATE;
    }

    /// Roberts' additive recurrence on the generalised golden ratio, shifted by the seed: low discrepancy for any
    /// number of points and dimensions.
    private @Nullable Point spread(int index, SplittableRandom random, Predicate<Point> allowed) {
        double ratio = 2;
        for (int i = 0; i < 32; i++) {
            ratio = Math.pow(1 + ratio, 1.0 / (dimensions + 1));
        }
        var shift = new SplittableRandom(seed);
        var coordinates = new double[dimensions];
        for (int d = 0; d < dimensions; d++) {
            double step = shift.nextDouble() + (index + 1) * Math.pow(1 / ratio, d + 1);
            coordinates[d] = step - Math.floor(step);
        }
        var point = new Point(coordinates);
        for (int attempt = 0; attempt < 50; attempt++) {
            if (allowed.test(point)) {
                return point;
            }
            point = Point.anywhere(dimensions, random);
        }
        return null;
    }

    private @Nullable Point promising(
            Surrogate surrogate,
            double hope,
            List<Observation> observed,
            SplittableRandom random,
            Predicate<Point> allowed) {
        record Guessed(Point point, double mean) {}
        var elites = observed.stream()
                .map(o -> new Guessed(o.point(), surrogate.full(o.point()).mean()))
                .sorted(Comparator.comparingDouble((Guessed guessed) -> -guessed.mean()))
                .map(Guessed::point)
                .limit(ELITES)
                .toList();
        Point found = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < CANDIDATES; i++) {
            var point = i % 4 == 0
                    ? Point.anywhere(dimensions, random)
                    : elites.get(i % elites.size()).near(STEPS[i % STEPS.length], random);
            if (allowed.test(point)) {
                var guess = surrogate.full(point);
                double reach = guess.mean() + hope * guess.deviation();
                if (reach > highest) {
                    highest = reach;
                    found = point;
                }
            }
        }
        return found;
    }

    private @Nullable Surrogate surrogate(List<Observation> observed) {
        if (!canSmooth(observed)) {
            return null;
        }
        var newestOfTheHighest = new ArrayList<>(observed.reversed());
        newestOfTheHighest.sort(Comparator.comparingInt((Observation o) -> -o.rung()));
        var kept = newestOfTheHighest.subList(0, Math.min(observed.size(), OBSERVATIONS_AT_MOST));
        var points = kept.stream().map(o -> withRung(o.point(), o.rung())).toArray(Point[]::new);
        var values = winsorized(kept.stream().mapToDouble(Observation::ndcg).toArray());
        return new Surrogate(points, values, GaussianProcess.fit(points, values));
    }

    /// A collapsed training says that it is bad, not how bad: it must not stretch the scale.
    private static double[] winsorized(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        double best = sorted[sorted.length - 1];
        double floor = best - 3 * (best - sorted[sorted.length / 2]);
        return Arrays.stream(values).map(value -> Math.max(value, floor)).toArray();
    }

    private Point withRung(Point point, int rung) {
        return point.and(rungs == 1 ? 1 : (double) rung / (rungs - 1));
    }

    private final class Surrogate {
        private final Point[] points;
        private final double[] values;
        private final GaussianProcess process;

        Surrogate(Point[] points, double[] values, GaussianProcess process) {
            this.points = points;
            this.values = values;
            this.process = process;
        }

        GaussianProcess.Guess full(Point point) {
            return process.at(withRung(point, rungs - 1));
        }

        /// As if the point had given what is guessed for it, so that the next one goes elsewhere.
        Surrogate believing(Point point) {
            var morePoints = Arrays.copyOf(points, points.length + 1);
            var moreValues = Arrays.copyOf(values, values.length + 1);
            morePoints[points.length] = withRung(point, rungs - 1);
            moreValues[values.length] = full(point).mean();
            return new Surrogate(morePoints, moreValues, process.with(morePoints, moreValues));
        }
    }
}
