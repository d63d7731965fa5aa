package io.recloop.learning.offline;

import io.recloop.contracts.events.EventCodec;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.Algorithm;
import io.recloop.learning.engine.Settings;
import io.recloop.learning.engine.Trainer;
import io.recloop.learning.engine.TrainingContext;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.engine.TrainingListener.Iteration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What all measurements have in common.
final class BenchOptions {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "CSV file with a header user,item")
    private Path file;

    @Option(
            names = "--factors",
            defaultValue = "64",
            paramLabel = "NUMBER",
            description = "Factors (default: ${DEFAULT-VALUE})")
    private int factors;

    @Option(
            names = "--iterations",
            defaultValue = "5",
            paramLabel = "NUMBER",
            description = "Iterations of a run (default: ${DEFAULT-VALUE})")
    private int iterations;

    @Option(
            names = "--runs",
            defaultValue = "5",
            paramLabel = "NUMBER",
            description = "Measured runs, after the warm-up (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--warm-up",
            defaultValue = "3s",
            converter = TimeSpan.class,
            paramLabel = "TIME",
            description = "Time for warm-up runs, at least one (default: ${DEFAULT-VALUE})")
    private Duration warmUp;

    @Mixin
    private TrainOptions options;

    @Option(names = "--json", description = "Print JSON on one line")
    private boolean json;

    private int warmUpRuns;

    Dataset dataset() throws Exception {
        if (runs < 1) {
            throw new OfflineException("--runs must be at least 1, was " + runs);
        }
        return new ReadOptions().training(file);
    }

    int threads() {
        return options.threads();
    }

    /// @param more parameters that the measurement itself sets
    Settings settings(Algorithm algorithm, TrainingData data, Map<String, Double> more) {
        try {
            var settings = options.settings(algorithm, data.positives());
            settings = settings.with("factors", factors).with("iterations", iterations);
            for (var entry : more.entrySet()) {
                settings = settings.with(entry.getKey(), entry.getValue());
            }
            TrainOptions.requireMemory(algorithm.trainer(settings), data);
            return settings;
        } catch (IllegalArgumentException e) {
            throw new OfflineException(algorithm.code() + ": " + e.getMessage());
        }
    }

    /// The seconds that each iteration of one training took.
    static List<Double> iterationSeconds(Trainer trainer, TrainingData data) {
        var iterations = new ArrayList<Iteration>();
        trainer.train(data, TrainingContext.ALONE.withListener(iterations::add));
        return iterations.stream()
                .map(iteration -> iteration.took().toNanos() / 1e9)
                .toList();
    }

    /// The figure of each run; those of the warm-up are not among them.
    List<Double> measured(Supplier<Double> run) {
        var figures = new ArrayList<Double>();
        long warm = System.nanoTime() + warmUp.toNanos();
        do {
            figures.add(run.get());
        } while (System.nanoTime() < warm);
        warmUpRuns = figures.size();
        figures.clear();
        for (int i = 0; i < runs; i++) {
            figures.add(run.get());
        }
        return figures;
    }

    /// @param settings of the model at work
    /// @param figures  by name, a [Spread] or a single one
    void print(PrintWriter out, String bench, Dataset dataset, Settings settings, Map<String, Object> figures)
            throws IOException {
        if (json) {
            var document = new LinkedHashMap<String, Object>();
            document.put("bench", bench);
            document.put("runs", runs);
            document.put("warmUpRuns", warmUpRuns);
            document.put("factors", factors);
            document.put("threads", settings.threads());
            document.putAll(figures);
            document.put("settings", settings.toMap());
            document.put("data", DataFacts.of(dataset));
            document.put("machine", Machine.here());
            out.println(EventCodec.JSON.writeValueAsString(document));
        } else {
            var machine = Machine.here();
            out.printf(
                    "%s, %d factors, %d threads, %d runs after %d to warm up%n",
                    bench, factors, settings.threads(), runs, warmUpRuns);
            out.printf("on %s%n", DataFacts.of(dataset).line());
            out.printf(
                    "on %s, %d cores, Java %s, kernels: %s%n",
                    machine.os(), machine.cores(), machine.java(), machine.kernels());
            out.printf("%-28s %14s %14s %14s%n", "", "min", "median", "max");
            figures.forEach((name, figure) -> {
                if (figure instanceof Spread spread) {
                    out.printf(
                            "%-28s %14s %14s %14s%n",
                            name, figure(spread.min()), figure(spread.median()), figure(spread.max()));
                } else {
                    out.printf("%-28s %14s%n", name, figure);
                }
            });
        }
        out.flush();
    }

    private static String figure(double value) {
        return value >= 1000 ? String.format(Locale.ROOT, "%,.0f", value) : Wording.number(value);
    }
}
