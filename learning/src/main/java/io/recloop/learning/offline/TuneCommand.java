package io.recloop.learning.offline;

import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.tuning.HyperparameterSearch;
import io.recloop.learning.tuning.SearchLimits;
import io.recloop.learning.tuning.SearchResult;
import io.recloop.learning.tuning.SearchSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "tune",
        mixinStandardHelpOptions = true,
        description = {
            "Searches for the settings that rank the validation rows of a CSV file best, without a stack.",
            "",
            "The validation rows are those of --valid, or the last row of each user by time. The best model is then trained on the whole file and written to --out."
        },
        footer = {
            "",
            "--set NAME=VALUE holds a parameter at a value. With --state a search that was ended goes on where it was.",
            "",
            "Exit codes: 0 found, 1 no training came to its end within the budget, 2 failed."
        })
final class TuneCommand implements Callable<Integer> {
    private static final String BOTH = "both";

    @Spec
    private CommandSpec spec;

    @Option(names = "--offline", required = true, paramLabel = "FILE", description = "CSV file to tune on")
    private Path file;

    @Option(
            names = "--model",
            defaultValue = "als",
            paramLabel = "NAME",
            description =
                    "Algorithm: als, bpr, ease, or both for als and bpr with half of the budget each (default: ${DEFAULT-VALUE})")
    private String model;

    @Option(
            names = "--valid",
            paramLabel = "FILE",
            description = "CSV file of rows to validate on (default: the last row of each user)")
    private @Nullable Path valid;

    @Option(
            names = "--budget",
            defaultValue = "15m",
            converter = TimeSpan.class,
            paramLabel = "TIME",
            description = "Time for the whole search, e.g. 15m, 2h (default: ${DEFAULT-VALUE})")
    private Duration budget;

    @Option(
            names = "--trials",
            paramLabel = "NUMBER",
            description = "Maximum number of trials of each algorithm (default: no limit)")
    private int trials = SearchLimits.MANY_TRIALS;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder for the trials, so that an interrupted search can continue")
    private @Nullable Path state;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder to write the best bundle to")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "Replace the bundle in --out")
    private boolean overwrite;

    @Mixin
    private ReadOptions reading;

    @Mixin
    private TrainOptions options;

    @Option(names = "--json", description = "Print one JSON document; progress goes to the error stream")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        var algorithms =
                model.equals(BOTH) ? List.of(Algorithm.ALS, Algorithm.BPR) : List.of(TrainOptions.algorithm(model));
        if (trials < 1) {
            throw new OfflineException("--trials must be at least 1, was " + trials);
        }
        algorithms.forEach(options::check);
        if (out == null) {
            return tune(algorithms, null);
        }
        try (var folder = BundleFolder.reserve(out, overwrite)) {
            return tune(algorithms, folder);
        }
    }

    private int tune(List<Algorithm> algorithms, @Nullable BundleFolder folder) throws Exception {
        var dataset = reading.training(file);
        var holdout = valid == null ? Holdout.lastOfEachUser(dataset) : Holdout.named(dataset, reading.judging(valid));
        var results = new ArrayList<SearchResult>();
        for (var algorithm : algorithms) {
            results.add(search(algorithm, dataset, holdout, budget.dividedBy(algorithms.size())));
        }
        var best = results.stream()
                .filter(result -> result.best() != null && result.settings() != null)
                .max(Comparator.comparingDouble(TuneCommand::ndcg));
        var written = best.isPresent() && folder != null ? fit(best.get(), dataset, holdout, folder) : null;
        print(new TuneReport(dataset, holdout, results, best.orElse(null), written));
        return best.isPresent() ? 0 : 1;
    }

    private static double ndcg(SearchResult result) {
        return result.best() == null ? Double.NEGATIVE_INFINITY : result.best().ndcg();
    }

    private SearchResult search(Algorithm algorithm, Dataset dataset, Holdout holdout, Duration time)
            throws IOException {
        var data = holdout.training();
        int threads = options.threads();
        var space = SearchSpace.of(algorithm, data, threads);
        for (var fixed : options.given(algorithm).entrySet()) {
            space = space.with(fixed.getKey(), fixed.getValue());
        }
        var defaults = SearchLimits.of(time, threads);
        var limits = new SearchLimits(time, trials, defaults.memory(), defaults.seed(), threads);
        var log = TuneState.log(state, space, dataset, holdout, limits);
        var judge = holdout.judge(threads);
        try (var display = new SearchDisplay(spec.commandLine().getErr(), algorithm.code(), time)) {
            return new HyperparameterSearch(space, data, judge, limits, System::nanoTime).run(log, display);
        } catch (IllegalArgumentException e) {
            throw new OfflineException("%s: %s".formatted(algorithm.code(), e.getMessage()));
        }
    }

    /// On everything, with the settings that were found.
    private TuneReport.Written fit(SearchResult result, Dataset dataset, Holdout holdout, BundleFolder folder) {
        var settings = result.settings();
        var best = result.best();
        if (settings == null || best == null) {
            throw new IllegalArgumentException("nothing was found");
        }
        var data = dataset.trainingData();
        var trainer = settings.algorithm().trainer(settings);
        TrainOptions.requireMemory(trainer, data);
        try (var display = new IterationDisplay(spec.commandLine().getErr(), "train")) {
            var trained = trainer.train(data, TrainingContext.ALONE.withListener(display));
            var popularity = holdout.popularity(holdout.ranking(settings.threads()));
            var id = folder.write(
                    new BundleDraft(dataset, data, settings),
                    trained,
                    new BundleDraft.Quality(TuneReport.metrics(best), TuneReport.metrics(popularity)));
            return new TuneReport.Written(String.valueOf(out), id);
        }
    }

    private void print(TuneReport report) throws IOException {
        var to = spec.commandLine().getOut();
        to.println(
                json
                        ? EventCodec.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report.toMap())
                        : report.text());
        to.flush();
    }
}
