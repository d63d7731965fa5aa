package io.recloop.learning.offline;

import io.recloop.contracts.bundle.Manifest;
import io.recloop.contracts.bundle.Manifest.Metric;
import io.recloop.learning.bundle.BundleDraft;
import io.recloop.learning.engine.TrainedModel;
import io.recloop.learning.evaluation.RankingEvaluation;
import io.recloop.numerics.statistics.PairedBootstrap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How a model ranked what was held out of its training, beside popularity on the same users.
record HeldOutQuality(Holdout holdout, RankingEvaluation model, RankingEvaluation popularity) {
    private static final String NDCG = "ndcg@" + Holdout.K;
    private static final String RECALL = "recall@" + Holdout.K;
    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;

    static HeldOutQuality of(Holdout holdout, TrainedModel model, int threads) {
        var ranking = holdout.ranking(threads);
        return new HeldOutQuality(holdout, holdout.evaluate(ranking, model), holdout.popularity(ranking));
    }

    Map<String, Metric> metrics() {
        return metrics(model);
    }

    Map<String, Metric> baseline() {
        return metrics(popularity);
    }

    BundleDraft.Quality forBundle() {
        return new BundleDraft.Quality(metrics(), baseline());
    }

    String line() {
        var ndcg = withInterval(model.metrics().ndcg(), model.ndcgOfUsers());
        return String.format(
                Locale.ROOT,
                "NDCG@%d %.4f%s, popularity %.4f, %,d users; %s",
                Holdout.K,
                ndcg.value(),
                ndcg.low() == null ? "" : String.format(Locale.ROOT, " [%.4f, %.4f]", ndcg.low(), ndcg.high()),
                popularity.metrics().ndcg(),
                model.metrics().usersEvaluated(),
                holdout.explanation());
    }

    Map<String, Object> toMap() {
        return Map.of(
                "explanation", holdout.explanation(),
                "users", model.metrics().usersEvaluated(),
                "model", metrics(),
                "popularity", baseline());
    }

    private static Map<String, Metric> metrics(RankingEvaluation evaluation) {
        var metrics = new TreeMap<String, Manifest.Metric>();
        metrics.put(NDCG, withInterval(evaluation.metrics().ndcg(), evaluation.ndcgOfUsers()));
        metrics.put(RECALL, withInterval(evaluation.metrics().recall(), evaluation.recallOfUsers()));
        metrics.put("users", Metric.of(evaluation.metrics().usersEvaluated()));
        return metrics;
    }

    /// At 95 %, where users can be resampled.
    private static Metric withInterval(double mean, double[] ofUsers) {
        if (ofUsers.length < 2) {
            return Metric.of(mean);
        }
        var resampled = PairedBootstrap.ofDifferences(ofUsers, new double[ofUsers.length], RESAMPLES, 1);
        return new Metric(mean, resampled.lowerBound(TAIL), resampled.upperBound(TAIL));
    }
}
