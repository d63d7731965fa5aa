package io.recloop.local.cli;

import io.recloop.local.client.Training;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A finished run on one screen: who was better, what each gate measured and allowed, and what came of it.
final class RunReport {

    private static final int SHOWN_TRIALS = 10;

    private RunReport() {}

    static void print(PrintWriter out, Training.Run run) {
        var trials = run.trials();
        if (trials != null && !trials.isEmpty()) {
            trials(out, trials);
        }
        var result = run.result() == null ? Map.<String, String>of() : run.result();
        var text = result.get("table");
        var quality = run.metrics();
        if (text != null) {
            out.println(text.stripTrailing());
        } else if (quality != null) {
            table(out, quality);
        }
        var gate = run.gate();
        if (gate != null) {
            gates(out, gate);
        }
        var took = run.startedAt() == null || run.finishedAt() == null
                ? ""
                : " after %.1f s"
                        .formatted(Duration.between(run.startedAt(), run.finishedAt())
                                        .toMillis()
                                / 1000.0);
        var outcome =
                switch (run.status()) {
                    case "SUCCEEDED" -> result.containsKey("generation") ? "published " + run.modelId() : "done";
                    case "REFUSED" -> "refused" + (run.modelId() == null ? "" : " " + run.modelId());
                    default -> "failed";
                };
        if (!result.containsKey("generation") && run.gate() == null) {
            result.forEach((name, value) -> {
                if (!name.equals("table")) {
                    out.printf("%-24s %s%n", name, value);
                }
            });
        }
        out.printf("%s%s%s%n", outcome, took, run.reason() == null ? "" : ": " + run.reason());
    }

    /// Those done in full, the best ten first.
    private static void trials(PrintWriter out, List<Training.Trial> trials) {
        var full = trials.stream()
                .filter(trial -> trial.full() && "DONE".equalsIgnoreCase(trial.status()))
                .sorted(Comparator.comparingDouble(Training.Trial::ndcg).reversed())
                .toList();
        out.printf("%d trials, %d of them in full%n", trials.size(), full.size());
        out.printf("%6s %9s %9s %9s  %s%n", "trial", "ndcg@10", "+-", "seconds", "settings");
        full.stream().limit(SHOWN_TRIALS).forEach(trial -> {
            var settings = trial.settings() == null ? Map.<String, Double>of() : new TreeMap<>(trial.settings());
            out.printf(
                    "%6d %9.4f %9.4f %9.1f  %s%n",
                    trial.number(),
                    trial.ndcg(),
                    trial.standardError(),
                    trial.seconds(),
                    settings.entrySet().stream()
                            .map(setting -> setting.getKey() + "=" + setting(setting.getValue()))
                            .collect(Collectors.joining(", ")));
        });
    }

    /// Whole numbers without a point, the rest with four significant digits.
    static String setting(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? "%.0f".formatted(value) : "%.4g".formatted(value);
    }

    private static void table(PrintWriter out, Training.Quality quality) {
        var rankers = new LinkedHashMap<String, Map<String, Double>>();
        putIfThere(rankers, "candidate", quality.candidate());
        putIfThere(rankers, "incumbent", quality.incumbent());
        putIfThere(rankers, "popularity", quality.popularity());
        var names = new TreeSet<String>();
        rankers.values().forEach(metrics -> names.addAll(metrics.keySet()));
        out.printf("%-18s", "");
        rankers.keySet().forEach(ranker -> out.printf("%12s", ranker));
        out.println();
        for (var name : names) {
            out.printf("%-18s", name);
            rankers.values().forEach(metrics -> {
                var value = metrics.get(name);
                out.print(value == null ? "%12s".formatted("-") : "%12s".formatted(figure(value)));
            });
            out.println();
        }
    }

    private static void gates(PrintWriter out, Training.Gate gate) {
        var summary = gate.summary() == null ? gate.verdict() : gate.summary();
        out.println("gate: " + (summary.startsWith(gate.verdict()) ? summary : gate.verdict() + ", " + summary));
        if (gate.results() != null) {
            for (var check : gate.results()) {
                out.printf(
                        "  %-20s %-20s measured %s, allowed %s%s%n",
                        check.gate(),
                        check.verdict(),
                        figure(check.measured()),
                        figure(check.allowed()),
                        check.explanation() == null ? "" : "; " + check.explanation());
            }
        }
    }

    /// Counts whole, ratios with four digits.
    static String figure(double value) {
        return value == Math.rint(value) && Math.abs(value) >= 2 ? "%,.0f".formatted(value) : "%.4f".formatted(value);
    }

    private static void putIfThere(
            Map<String, Map<String, Double>> rankers, String name, @Nullable Map<String, Double> metrics) {
        if (metrics != null && !metrics.isEmpty()) {
            rankers.put(name, metrics);
        }
    }
}
