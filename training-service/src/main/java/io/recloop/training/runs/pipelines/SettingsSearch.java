package io.recloop.training.runs.pipelines;

import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.tuning.HyperparameterSearch;
import io.recloop.learning.tuning.SearchLimits;
import io.recloop.learning.tuning.SearchResult;
import io.recloop.learning.tuning.SearchSpace;
import io.recloop.learning.tuning.Trial;
import io.recloop.training.registry.tuning.Trials;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunRecords;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.Stamp;
import io.recloop.training.runs.context.TrainingConfig;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.ValidationPart;
import io.recloop.training.runs.parameters.TuningParameters;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Searches the settings of one algorithm on a validation part, and notes the best for later trainings.
@Singleton
final class SettingsSearch {
    private final Trials trials;
    private final RunRecords records;
    private final TrainingConfig training;
    private final RunsConfig runs;
    private final Stamp stamp;

    @Inject
    SettingsSearch(Trials trials, RunRecords records, TrainingConfig training, RunsConfig runs, Stamp stamp) {
        this.trials = trials;
        this.records = records;
        this.training = training;
        this.runs = runs;
        this.stamp = stamp;
    }

    /// What was found for one algorithm.
    record Found(Algorithm algorithm, SearchResult result, Recipe recipe, double ndcg) {
        String sentence() {
            return String.format(
                    Locale.ROOT,
                    "%s %.4f in trial %s of %d (%s)",
                    algorithm.code(),
                    ndcg,
                    recipe.tuningTrial(),
                    result.trials().size(),
                    result.ended().name().toLowerCase(Locale.ROOT));
        }
    }

    /// What is searched for.
    ///
    /// @param searches of the run, which share its budget
    record Wanted(TuningParameters parameters, String datasetVersion, int searches) {}

    /// @param part that no search has learned from and no gate looks at
    /// @return null where no trial was done in full
    @Nullable
    Found search(RunContext context, Algorithm algorithm, Wanted wanted, ValidationPart part) {
        var parameters = wanted.parameters();
        int threads = training.threadsOrAllCores();
        var limits = new SearchLimits(
                parameters.budget().dividedBy(wanted.searches()),
                parameters.trials() == 0 ? SearchLimits.MANY_TRIALS : parameters.trials(),
                runs.heapOfATraining(),
                parameters.seed(),
                threads);
        context.reporter()
                .stage(
                        "tune",
                        "%s for %s on one positive each of %d users"
                                .formatted(
                                        algorithm.code(),
                                        limits.budget(),
                                        part.wanted().entries()));
        var space = SearchSpace.of(algorithm, part.learn(), threads);
        for (var fixed : parameters.fixed().entrySet()) {
            if (algorithm.parameters().stream()
                    .anyMatch(parameter -> parameter.name().equals(fixed.getKey()))) {
                space = space.with(fixed.getKey(), fixed.getValue());
            }
        }
        var name = searchName(algorithm, wanted, limits);
        var log = new KeptTrials(
                trials, context.run().tenant(), name, context.run().runId());
        var result = new HyperparameterSearch(space, part.learn(), part.judge(threads), limits, System::nanoTime)
                .run(log, (trial, best, seconds) -> tell(context, algorithm, limits, trial, best, seconds));
        return kept(context, algorithm, result, name);
    }

    /// All that the sequence of trials follows from; a run that asks for the same again goes on with it.
    private String searchName(Algorithm algorithm, Wanted wanted, SearchLimits limits) {
        return "%s/%s/%s/%d/%d/%s/%s"
                .formatted(
                        wanted.datasetVersion(),
                        algorithm.code(),
                        limits.budget(),
                        limits.trials(),
                        limits.seed(),
                        new TreeMap<>(wanted.parameters().fixed()),
                        stamp.codeVersion());
    }

    private static void tell(
            RunContext context,
            Algorithm algorithm,
            SearchLimits limits,
            Trial trial,
            @Nullable Trial best,
            double seconds) {
        double budget = limits.budget().toMillis() / 1000.0;
        context.reporter()
                .progress(
                        "tune",
                        seconds / budget,
                        Math.max(0, budget - seconds),
                        String.format(
                                Locale.ROOT,
                                "%s: trial %d %s, NDCG@%d %.4f; best %.4f",
                                algorithm.code(),
                                trial.number(),
                                trial.full() ? "in full" : "in part",
                                ValidationPart.K,
                                trial.ndcg(),
                                best == null ? 0 : best.ndcg()));
    }

    private @Nullable Found kept(RunContext context, Algorithm algorithm, SearchResult result, String search) {
        var best = result.best();
        var settings = result.settings();
        if (best == null || settings == null) {
            return null;
        }
        var run = context.run();
        var trial = "%s-%d".formatted(algorithm.code(), best.number());
        records.best(run, algorithm.code(), trial, settings.toMap(), best.ndcg());
        var recipe = new Recipe(
                settings, "settings of trial %s of search %s".formatted(trial, search), run.runId() + "/" + trial);
        return new Found(algorithm, result, recipe, best.ndcg());
    }
}
