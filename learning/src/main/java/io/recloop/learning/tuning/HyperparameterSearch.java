package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.tuning.Proposals.Observation;
import io.recloop.learning.tuning.SearchResult.Ended;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for settings by successive halving: many candidates get a small training, the better third of them a larger
/// one, the best of those a full one; then the next round begins near what was good.
///
/// Source: Jamieson and Talwalkar, *Non-stochastic Best Arm Identification and Hyperparameter Optimization*, AISTATS
/// 2016; Falkner et al., *BOHB*, ICML 2018, for a surrogate that proposes the candidates of a round.
///
/// What is tried next follows from the seed and the trials so far alone, so a search that was stopped goes on from its
/// log as if it had not been. Used once, by one thread.
public final class HyperparameterSearch {
    private static final int HALVING = 3;
    private static final int LARGEST_ROUND = 27;

    /// A round costs at most this share of the budget, so that there are several to learn from.
    private static final double ROUND_SHARE = 0.2;

    /// A single training costs at most this share, or what the defaults do.
    private static final double TRIAL_SHARE = 0.1;

    /// Rounds without a better one, after which there is none to be expected.
    private static final int ROUNDS_IN_VAIN = 12;

    private static final double WORTH_MENTIONING = 1.002;

    private final SearchSpace space;
    private final TrainingData data;
    private final SearchLimits limits;
    private final Trials trials;
    private final Proposals proposals;
    private final List<Observation> observations = new ArrayList<>();
    private final List<Entrant> entrants = new ArrayList<>();

    /// Someone who is to be tried.
    private record Entrant(int candidate, Point point, Settings full) {}

    /// @param space of an algorithm, for these data
    /// @param data  without what the judge holds out
    /// @param nanos a monotonic clock, such as `System::nanoTime`
    public HyperparameterSearch(
            SearchSpace space, TrainingData data, Judge judge, SearchLimits limits, LongSupplier nanos) {
        this.space = space;
        this.data = data;
        this.limits = limits;
        this.trials = new Trials(data, judge, limits, nanos);
        this.proposals = new Proposals(space.dimensions().size(), space.rungs().size(), limits.seed());
    }

    /// @param log empty, or that of the very same search, which then goes on
    /// @throws IllegalArgumentException if the log is of another search
    /// @throws io.recloop.learning.engine.TrainingInterruptedException if the thread is interrupted; what was
    ///     finished is in the log
    public SearchResult run(TrialLog log, SearchListener listener) {
        trials.begin(log, listener);
        var ended = Ended.CONVERGED;
        try {
            begin();
            int inVain = 0;
            for (int round = 0; inVain < ROUNDS_IN_VAIN && !space.dimensions().isEmpty(); round++) {
                double before = bestNdcg();
                tryRound(round);
                inVain = bestNdcg() > before * WORTH_MENTIONING ? 0 : inVain + 1;
            }
        } catch (LimitReachedException e) {
            ended = e.ended();
        }
        var best = settled();
        return new SearchResult(best, best == null ? null : settings(best), trials.done(), trials.seconds(), ended);
    }

    /// What the data suggest is tried in full first: it is the anchor, and tells what a training costs.
    private void begin() {
        var first = new Entrant(
                1,
                space.pointOf(space.starts().getFirst()),
                settingsOf(space.starts().getFirst()));
        entrants.add(first);
        for (int rung = 0; rung < space.rungs().size(); rung++) {
            attempt(first, rung);
        }
    }

    private void tryRound(int round) {
        int size = roundSize();
        var standing = newcomers(round, size);
        for (int rung = 0; rung < space.rungs().size() && !standing.isEmpty(); rung++) {
            record Reached(Entrant entrant, double ndcg) {}
            var reached = new ArrayList<Reached>();
            for (var entrant : standing) {
                var trial = attempt(entrant, rung);
                if (trial.isDone()) {
                    reached.add(new Reached(entrant, trial.ndcg()));
                }
            }
            standing = reached.stream()
                    .sorted(Comparator.comparingDouble((Reached r) -> -r.ndcg()))
                    .limit(Math.max(1, standing.size() / HALVING))
                    .map(Reached::entrant)
                    .toList();
        }
    }

    private List<Entrant> newcomers(int round, int size) {
        var points = new ArrayList<Point>();
        if (round == 0) {
            space.starts().stream()
                    .skip(1)
                    .map(space::pointOf)
                    .filter(this::isAffordable)
                    .forEach(points::add);
        }
        points.addAll(proposals.next(Math.max(1, size - points.size()), round, observations, this::isAffordable));
        var newcomers = new ArrayList<Entrant>();
        for (var point : points) {
            var entrant = new Entrant(entrants.size() + 1, point, space.at(point));
            entrants.add(entrant);
            newcomers.add(entrant);
        }
        return newcomers;
    }

    /// 27, 9, 3 or 1: as many as the budget allows by what trainings like the first one cost.
    private int roundSize() {
        for (int size = LARGEST_ROUND; size > 1; size /= HALVING) {
            double seconds = 0;
            int standing = size;
            for (int rung = 0; rung < space.rungs().size(); rung++) {
                seconds += standing
                        * trials.projected(space.on(rung, entrants.getFirst().full()));
                standing = Math.max(1, standing / HALVING);
            }
            // Candidates have up to twice the factors that one begins with.
            if (2 * seconds <= ROUND_SHARE * limits.seconds()) {
                return size;
            }
        }
        return 1;
    }

    private boolean isAffordable(Point point) {
        var full = space.at(point);
        double anchor = trials.projected(entrants.getFirst().full());
        return trials.projected(full) <= Math.max(TRIAL_SHARE * limits.seconds(), 1.1 * anchor)
                && space.algorithm().trainer(full).memory(data) <= limits.memory();
    }

    private Trial attempt(Entrant entrant, int rung) {
        var trial =
                trials.run(entrant.candidate(), rung, space.isFull(rung), space.on(rung, entrant.full()), this::best);
        if (trial.isDone()) {
            observations.add(new Observation(entrant.point(), rung, trial.ndcg()));
        }
        return trial;
    }

    private double bestNdcg() {
        var best = best();
        return best == null ? 0 : best.ndcg();
    }

    private @Nullable Trial best() {
        return full().max(Comparator.comparingDouble(Trial::ndcg)).orElse(null);
    }

    private Stream<Trial> full() {
        return trials.done().stream().filter(trial -> trial.full() && trial.isDone());
    }

    /// The one of which the surrogate thinks best, among those within a standard error of the highest. The highest of
    /// many noisy measurements owes part of its height to luck; the surrogate knows its neighbours too.
    private @Nullable Trial settled() {
        var highest = best();
        if (highest == null || !proposals.canSmooth(observations)) {
            return highest;
        }
        var guess = proposals.smoothed(observations);
        return full().filter(trial -> trial.ndcg() >= highest.ndcg() - highest.standardError())
                .max(Comparator.comparingDouble(trial ->
                        guess.applyAsDouble(entrants.get(trial.candidate() - 1).point())))
                .orElse(highest);
    }

    private Settings settings(Trial best) {
        var settings = space.base();
        for (var entry : best.settings().entrySet()) {
            settings = settings.with(entry.getKey(), entry.getValue());
        }
        return settings.toMap().containsKey("iterations")
                ? settings.with("iterations", Math.max(1, best.iterations()))
                : settings;
    }

    private Settings settingsOf(Map<String, Double> changes) {
        var settings = space.base();
        for (var change : changes.entrySet()) {
            settings = settings.with(change.getKey(), change.getValue());
        }
        return settings;
    }
}
