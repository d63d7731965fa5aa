package io.recloop.training.runs;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.numerics.kernels.AlsRow;
import io.recloop.numerics.sparse.CsrMatrix;
import io.recloop.numerics.statistics.PairedBootstrap;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.evaluation.FactorRanker;
import io.recloop.training.evaluation.FoldInScorer;
import io.recloop.training.evaluation.FullRanking;
import io.recloop.training.evaluation.PopularityRanker;
import io.recloop.training.evaluation.RankingEvaluation;
import io.recloop.training.evaluation.RankingMetrics;
import io.recloop.training.registry.Quality;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Candidate, popularity and incumbent on the same slice, the same users and the same histories.
record Evaluation(RankingEvaluation candidate, RankingEvaluation popularity, Optional<RankingEvaluation> incumbent) {
    static final int K = 10;
    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;

    static Evaluation of(
            Dataset dataset,
            CsrMatrix history,
            FactorModel candidate,
            Optional<BundleReader.Bundle> incumbent,
            int threads)
            throws CorruptBundleException {
        var ranking = new FullRanking(dataset.seenBeforeSlice(), dataset.heldOut(), K, threads);
        Optional<RankingEvaluation> incumbents = incumbent.isEmpty()
                ? Optional.empty()
                : Optional.of(ranking.evaluate(foldedIn(dataset, history, incumbent.get(), threads)));
        return new Evaluation(
                ranking.evaluate(new FactorRanker(candidate)),
                ranking.evaluate(new PopularityRanker(history)),
                incumbents);
    }

    /// The incumbent as it would serve these users now: its item factors, and what they had when the slice began.
    private static FactorRanker foldedIn(Dataset dataset, CsrMatrix history, BundleReader.Bundle bundle, int threads)
            throws CorruptBundleException {
        var parameters = AlsParameters.of(bundle.manifest());
        var content = bundle.content();
        var rows = new HashMap<String, Integer>();
        for (int row = 0; row < content.items().size(); row++) {
            rows.put(content.items().get(row), row);
        }
        int[] ownRow = dataset.items().stream()
                .mapToInt(item -> rows.getOrDefault(item, -1))
                .toArray();
        var objective =
                new AlsRow.Objective((float) parameters.unobservedWeight(), (float) parameters.regularization(), (float)
                        parameters.frequencyExponent());
        return new FoldInScorer(content.itemFactors(), content.items().size(), content.factors(), objective)
                .ranker(history, ownRow, threads);
    }

    Quality quality() {
        return new Quality(
                values(candidate.metrics()),
                values(popularity.metrics()),
                incumbent
                        .map(RankingEvaluation::metrics)
                        .map(Evaluation::values)
                        .orElse(null));
    }

    /// As the bundle's manifest holds them, with the interval at 95 % where users can be resampled.
    static Map<String, Manifest.Metric> metrics(RankingEvaluation evaluation) {
        var metrics = new TreeMap<String, Manifest.Metric>();
        values(evaluation.metrics()).forEach((name, value) -> metrics.put(name, Manifest.Metric.of(value)));
        metrics.put("ndcg@" + K, withInterval(evaluation.metrics().ndcg(), evaluation.ndcgOfUsers()));
        metrics.put("recall@" + K, withInterval(evaluation.metrics().recall(), evaluation.recallOfUsers()));
        return metrics;
    }

    private static Manifest.Metric withInterval(double mean, double[] ofUsers) {
        if (ofUsers.length < 2) {
            return Manifest.Metric.of(mean);
        }
        var zero = new double[ofUsers.length];
        Arrays.fill(zero, 0);
        var resampled = PairedBootstrap.ofDifferences(ofUsers, zero, RESAMPLES, 1);
        return new Manifest.Metric(mean, resampled.lowerBound(TAIL), resampled.upperBound(TAIL));
    }

    private static Map<String, Double> values(RankingMetrics metrics) {
        var values = new TreeMap<String, Double>();
        values.put("ndcg@" + K, metrics.ndcg());
        values.put("recall@" + K, metrics.recall());
        values.put("map@" + K, metrics.map());
        values.put("coverage", metrics.coverage());
        values.put("users", (double) metrics.usersEvaluated());
        return values;
    }
}
