package io.recloop.learning.offline;

import io.recloop.contracts.bundle.Manifest.Metric;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.evaluation.RankingEvaluation;
import io.recloop.learning.tuning.SearchResult;
import io.recloop.learning.tuning.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a search found.
///
/// @param results one a model
/// @param best    of them; absent where no training came to its end
/// @param written the bundle of the best; absent where none was asked for
record TuneReport(
        Dataset dataset,
        Holdout holdout,
        List<SearchResult> results,
        @Nullable SearchResult best,
        @Nullable Written written) {
    private static final String NDCG = "ndcg@" + Holdout.K;
    /// Of a normal distribution, 95 %.
    private static final double DEVIATIONS = 1.96;

    record Written(String bundle, String modelId) {}

    static Map<String, Metric> metrics(Trial trial) {
        double margin = DEVIATIONS * trial.standardError();
        return Map.of(NDCG, new Metric(trial.ndcg(), trial.ndcg() - margin, trial.ndcg() + margin));
    }

    static Map<String, Metric> metrics(RankingEvaluation evaluation) {
        return Map.of(NDCG, Metric.of(evaluation.metrics().ndcg()));
    }

    static String outcome(Trial trial) {
        return trial.isDone()
                ? String.format(Locale.ROOT, "NDCG@%d %.4f ± %.4f", Holdout.K, trial.ndcg(), trial.standardError())
                : trial.status().code() + ": " + trial.message();
    }

    Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        map.put("dataset", DataFacts.of(dataset));
        map.put("heldOut", holdout.explanation());
        map.put(
                "searches",
                results.stream()
                        .map(result -> Map.of(
                                "seconds", result.seconds(),
                                "ended", result.ended().name().toLowerCase(Locale.ROOT),
                                "trials",
                                        result.trials().stream()
                                                .map(TuneReport::toMap)
                                                .toList()))
                        .toList());
        if (best != null && best.best() != null && best.settings() != null) {
            var found = new LinkedHashMap<String, Object>();
            found.put("algorithm", best.settings().algorithm().code());
            found.put("settings", best.settings().toMap());
            found.put("metrics", metrics(best.best()));
            map.put("best", found);
        }
        if (written != null) {
            map.put("bundle", written.bundle());
            map.put("modelId", written.modelId());
        }
        return map;
    }

    private static Map<String, Object> toMap(Trial trial) {
        var map = new LinkedHashMap<String, Object>();
        map.put("number", trial.number());
        map.put("candidate", trial.candidate());
        map.put("rung", trial.rung());
        map.put("full", trial.full());
        map.put("status", trial.status().code());
        map.put("ndcg", trial.ndcg());
        map.put("standardError", trial.standardError());
        map.put("iterations", trial.iterations());
        map.put("seconds", trial.seconds());
        map.put("settings", trial.settings());
        if (trial.message() != null) {
            map.put("message", trial.message());
        }
        return map;
    }

    /// The full trials, the best first, then what was found.
    String text() {
        var lines = new ArrayList<String>();
        lines.add("data      " + DataFacts.of(dataset).line());
        lines.add("held out  " + holdout.explanation());
        for (var result : results) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%nsearch    %d trials in %s, ended by %s",
                    result.trials().size(),
                    Wording.seconds(result.seconds()),
                    switch (result.ended()) {
                        case BUDGET -> "the budget";
                        case TRIALS -> "the number of trials";
                        case CONVERGED -> "nothing better coming";
                    }));
            lines.add(String.format(
                    "%6s  %8s  %8s  %10s  %8s  %s", "trial", NDCG, "± s.e.", "iterations", "seconds", "settings"));
            result.trials().stream()
                    .filter(Trial::full)
                    .sorted(Comparator.comparingDouble(Trial::ndcg).reversed())
                    .map(TuneReport::row)
                    .forEach(lines::add);
        }
        lines.add("");
        if (best == null || best.best() == null || best.settings() == null) {
            lines.add("found     nothing: no training came to its end within the budget");
        } else {
            lines.add("found     " + Wording.settings(best.settings()));
            lines.add("          " + outcome(best.best()));
        }
        if (written != null) {
            lines.add("bundle    %s (%s)".formatted(written.bundle(), written.modelId()));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String row(Trial trial) {
        return String.format(
                Locale.ROOT,
                "%6d  %8.4f  %8.4f  %10d  %8.1f  %s",
                trial.number(),
                trial.ndcg(),
                trial.standardError(),
                trial.iterations(),
                trial.seconds(),
                trial.isDone()
                        ? Wording.parameters(trial.settings())
                        : trial.status().code() + ": " + trial.message());
    }
}
