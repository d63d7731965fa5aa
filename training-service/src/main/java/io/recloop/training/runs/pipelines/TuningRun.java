package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.tuning.HyperparameterSearch;
import io.recloop.learning.tuning.SearchLimits;
import io.recloop.learning.tuning.SearchResult;
import io.recloop.learning.tuning.SearchSpace;
import io.recloop.learning.tuning.Trial;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.tuning.Tuned;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunServices;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.ValidationPart;
import io.recloop.training.runs.parameters.TuningParameters;
import io.recloop.training.runs.promotion.Promotion;
import io.recloop.training.runs.promotion.PublishOptions;
import io.recloop.training.runs.snapshots.Challenge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Searches each algorithm's settings on a validation part, notes the best for later trainings, and lets
/// the best of all challenge the model that serves.
final class TuningRun implements PipelineRun {
    private final RunContext context;
    private final TuningParameters parameters;
    private final RunServices services;

    TuningRun(RunContext context, TuningParameters parameters) {
        this.context = context;
        this.parameters = parameters;
        this.services = context.services();
    }

    /// What was found for one algorithm.
    private record Found(Algorithm algorithm, SearchResult result, Recipe recipe, double ndcg) {
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

    @Override
    public RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        return Challenge.begin(context, this::tune);
    }

    private RunOutcome tune(Challenge challenge)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var snapshot = challenge.snapshot();
        var dataset = snapshot.dataset();
        var part = ValidationPart.of(
                snapshot.beforeSlice(), services.configs().runs().validationUsers());
        if (part.wanted().entries() == 0) {
            return RunOutcome.Refused.because(
                    "too little data: no user has three positives before the slice, of which one could be held out to"
                            + " tune by");
        }
        var algorithms = parameters.model().algorithms(dataset.items().size());
        var found = new ArrayList<Found>();
        for (var algorithm : algorithms) {
            var one = search(algorithm, dataset, part, algorithms.size());
            if (one != null) {
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            return RunOutcome.Refused.because(
                    "no trial was done in full within %s: give it a larger budget".formatted(parameters.budget()));
        }
        var best = found.stream().max(Comparator.comparingDouble(Found::ndcg)).orElseThrow();
        var said = found.stream().map(Found::sentence).collect(Collectors.joining(", "));
        if (!parameters.train()) {
            return done(found, best, said);
        }
        var choice = "tuned: %s".formatted(said);
        return new Promotion(context, challenge)
                .of(best.recipe(), choice, new PublishOptions(parameters.force(), false, false));
    }

    private @Nullable Found search(Algorithm algorithm, Dataset dataset, ValidationPart part, int searches) {
        int threads = services.configs().training().threadsOrAllCores();
        var limits = new SearchLimits(
                parameters.budget().dividedBy(searches),
                parameters.trials() == 0 ? SearchLimits.MANY_TRIALS : parameters.trials(),
                services.configs().runs().heapOfATraining(),
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
        var name = searchName(algorithm, dataset, limits);
        var log = new KeptTrials(
                services.registry().trials(),
                context.run().tenant(),
                name,
                context.run().runId());
        var result = new HyperparameterSearch(space, part.learn(), part.judge(threads), limits, System::nanoTime)
                .run(log, (trial, best, seconds) -> tell(algorithm, limits, trial, best, seconds));
        return kept(algorithm, result, name);
    }

    /// All that the sequence of trials follows from; a run that asks for the same again goes on with it.
    private String searchName(Algorithm algorithm, Dataset dataset, SearchLimits limits) {
        return "%s/%s/%s/%d/%d/%s/%s"
                .formatted(
                        dataset.version(),
                        algorithm.code(),
                        limits.budget(),
                        limits.trials(),
                        limits.seed(),
                        new TreeMap<>(parameters.fixed()),
                        services.codeVersion());
    }

    private void tell(Algorithm algorithm, SearchLimits limits, Trial trial, @Nullable Trial best, double seconds) {
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

    private @Nullable Found kept(Algorithm algorithm, SearchResult result, String search) {
        var best = result.best();
        var settings = result.settings();
        if (best == null || settings == null) {
            return null;
        }
        var run = context.run();
        var trial = "%s-%d".formatted(algorithm.code(), best.number());
        services.registry()
                .tuned()
                .keep(
                        run.tenant(),
                        new Tuned.Best(
                                algorithm.code(), run.runId(), trial, settings.toMap(), best.ndcg(), services.now()));
        var recipe = new Recipe(
                settings, "settings of trial %s of search %s".formatted(trial, search), run.runId() + "/" + trial);
        return new Found(algorithm, result, recipe, best.ndcg());
    }

    private static RunOutcome done(List<Found> found, Found best, String said) {
        var result = new TreeMap<String, String>();
        for (var one : found) {
            var code = one.algorithm().code();
            result.put(code + ".ndcg@" + ValidationPart.K, Double.toString(one.ndcg()));
            result.put(code + ".trials", Integer.toString(one.result().trials().size()));
            one.recipe()
                    .settings()
                    .toMap()
                    .forEach((name, value) -> result.put(code + "." + name, Double.toString(value)));
        }
        return new RunOutcome.Done(
                "%s: later trainings of these algorithms begin with it; the best is %s"
                        .formatted(said, best.algorithm().code()),
                null,
                null,
                result);
    }
}
