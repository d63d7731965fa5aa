package io.recloop.learning.tuning;

import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trained;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.tuning.SearchResult.Ended;
import io.recloop.learning.tuning.Trial.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs the trials of one search one after the other within its limits, or takes them from its log.
final class Trials {
    private final TrainingData data;
    private final Judge judge;
    private final SearchLimits limits;
    private final LongSupplier nanos;
    private final List<Trial> done = new ArrayList<>();
    private List<Trial> logged = List.of();
    private TrialLog log = TrialLog.inMemory();
    private SearchListener listener = SearchListener.SILENT;
    private double seconds;
    private double cost;
    private long deadline;

    Trials(TrainingData data, Judge judge, SearchLimits limits, LongSupplier nanos) {
        this.data = data;
        this.judge = judge;
        this.limits = limits;
        this.nanos = nanos;
    }

    /// Beyond the deadline ends a training from within.
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("the time was over", null, false, false);
        }
    }

    void begin(TrialLog from, SearchListener to) {
        log = from;
        listener = to;
        logged = from.read();
        double spent = logged.stream().mapToDouble(Trial::seconds).sum();
        deadline = nanos.getAsLong() + (long) (1e9 * (limits.seconds() - spent));
    }

    List<Trial> done() {
        return List.copyOf(done);
    }

    double seconds() {
        return seconds;
    }

    /// Seconds, by what the trials so far took; 0 before the first.
    double projected(Settings settings) {
        return cost == 0 ? 0 : seconds / cost * SearchSpace.cost(settings, data);
    }

    /// @param best of the trials done when it is asked
    /// @throws LimitReachedException instead of a trial that is not to be begun any more
    Trial run(int candidate, int rung, boolean full, Settings settings, Supplier<@Nullable Trial> best) {
        int number = done.size() + 1;
        if (number > limits.trials()) {
            throw new LimitReachedException(Ended.TRIALS);
        }
        Trial trial;
        if (number <= logged.size()) {
            trial = logged.get(number - 1);
            if (!trial.isOf(candidate, rung, settings)) {
                throw new IllegalArgumentException(
                        "the log of trials is of another search: trial %d differs; begin with an empty one"
                                .formatted(number));
            }
            count(trial, settings);
            return trial;
        }
        if (deadline - nanos.getAsLong() <= 1e9 * projected(settings)) {
            throw new LimitReachedException(Ended.BUDGET);
        }
        trial = fresh(number, candidate, rung, full, settings);
        if (trial.status() == Status.STOPPED) {
            // No result and not logged: with a longer budget it gets another chance.
            throw new LimitReachedException(Ended.BUDGET);
        }
        log.append(trial);
        count(trial, settings);
        listener.finished(trial, best.get(), seconds);
        return trial;
    }

    private void count(Trial trial, Settings settings) {
        done.add(trial);
        seconds += trial.seconds();
        if (trial.isDone()) {
            cost += SearchSpace.cost(settings, data);
        }
    }

    private Trial fresh(int number, int candidate, int rung, boolean full, Settings settings) {
        long start = nanos.getAsLong();
        var outcome = outcome(settings);
        return new Trial(
                number,
                candidate,
                rung,
                full,
                settings.toMap(),
                outcome.status(),
                outcome.ndcg(),
                outcome.standardError(),
                outcome.iterations(),
                (nanos.getAsLong() - start) / 1e9,
                outcome.message());
    }

    private record Outcome(
            Status status,
            double ndcg,
            double standardError,
            int iterations,
            @Nullable String message) {
        static Outcome without(Status status, String message) {
            return new Outcome(status, 0, 0, 0, message);
        }
    }

    private Outcome outcome(Settings settings) {
        try {
            var trained = train(settings);
            if (!trained.model().isFinite()) {
                return Outcome.without(Status.FAILED, "the model has numbers that are not finite");
            }
            var judged = judge.judge(trained.model(), settings);
            return new Outcome(Status.DONE, judged.ndcg(), judged.standardError(), trained.iterations(), null);
        } catch (StoppedException e) {
            return Outcome.without(Status.STOPPED, "the time was over");
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.without(Status.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Trained train(Settings settings) {
        var context = TrainingContext.ALONE.withListener(iteration -> {
            if (nanos.getAsLong() >= deadline) {
                throw new StoppedException();
            }
        });
        // Judging after each iteration costs as much as the iteration: only where it can end the training.
        if (settings.toMap().getOrDefault("patience", 0.0) > 0) {
            context =
                    context.withValidation(model -> judge.judge(model, settings).ndcg());
        }
        return settings.algorithm().trainer(settings).train(data, context);
    }
}
