package io.recloop.training.runs.judging;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.Manifest;
import io.recloop.learning.bundle.BundledModel;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.engine.TrainingData;
import io.recloop.learning.evaluation.Contest;
import io.recloop.learning.evaluation.EvaluationSuite;
import io.recloop.learning.evaluation.EvaluationTable;
import io.recloop.learning.evaluation.GateSettings;
import io.recloop.learning.evaluation.JudgedOn;
import io.recloop.learning.evaluation.Metric;
import io.recloop.learning.evaluation.ModelEvaluation;
import io.recloop.learning.evaluation.Ranker;
import io.recloop.learning.evaluation.Rankers;
import io.recloop.numerics.statistics.PairedBootstrap;
import io.recloop.training.registry.Quality;
import io.recloop.training.runs.context.GateConfig;
import io.recloop.training.runs.judging.StandIn.Fitted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Candidate, popularity and incumbent on the same slice, the same users and the same histories. Candidate and
/// incumbent rank as they would serve these users now: by their items, and what the users had when the slice began.
///
/// @param without a stored candidate's settings, fitted without the slice; absent where its factors have not seen it
public record Evaluation(Contest contest, Optional<ModelEvaluation> without) {
    public static final int K = Contest.K;
    private static final String WITHOUT = ", without the slice";
    private static final int[] CUTOFFS = {5, K, 20};
    private static final int RESAMPLES = 1000;
    private static final double TAIL = 0.025;

    /// @param data    what the candidate was trained on
    /// @param standIn of the incumbent, on the same data
    public static Evaluation of(
            Dataset dataset,
            TrainingData data,
            Fitted candidate,
            Optional<BundleReader.Bundle> incumbent,
            Optional<Fitted> standIn)
            throws CorruptBundleException {
        int threads = candidate.settings().threads();
        var suite = suite(dataset, data, threads);
        var history = data.recencyWeighted(candidate.settings().recency());
        Optional<ModelEvaluation> incumbents = incumbent.isEmpty()
                ? Optional.empty()
                : Optional.of(suite.evaluate("incumbent", foldedIn(dataset, data, incumbent.get(), threads)));
        return new Evaluation(
                new Contest(
                        suite.evaluate("candidate", ranker(data, candidate)),
                        Optional.of(suite.evaluate("users as trained", Rankers.asTrained(candidate.model(), history))),
                        suite.evaluate("popularity", suite.popularity()),
                        incumbents,
                        standIn.map(fitted -> suite.evaluate("incumbent" + WITHOUT, ranker(data, fitted)))),
                Optional.empty());
    }

    /// A stored model in the candidate's place.
    ///
    /// @param data    what is known of the users who judge it
    /// @param standIn of that model, on these data
    public static Evaluation of(
            Dataset dataset,
            TrainingData data,
            BundleReader.Bundle judged,
            Optional<BundleReader.Bundle> incumbent,
            Optional<Fitted> standIn,
            int threads)
            throws CorruptBundleException {
        var suite = suite(dataset, data, threads);
        var modelId = judged.manifest().modelId();
        Optional<ModelEvaluation> incumbents = incumbent.isEmpty()
                ? Optional.empty()
                : Optional.of(suite.evaluate("incumbent", foldedIn(dataset, data, incumbent.get(), threads)));
        return new Evaluation(
                new Contest(
                        suite.evaluate(modelId, foldedIn(dataset, data, judged, threads)),
                        Optional.empty(),
                        suite.evaluate("popularity", suite.popularity()),
                        incumbents,
                        Optional.empty()),
                standIn.map(fitted -> suite.evaluate(modelId + WITHOUT, ranker(data, fitted))));
    }

    private static Ranker ranker(TrainingData data, Fitted fitted) {
        var settings = fitted.settings();
        return Rankers.of(fitted.model(), settings, data.recencyWeighted(settings.recency()), settings.threads());
    }

    private static EvaluationSuite suite(Dataset dataset, TrainingData data, int threads) {
        var judgedOn = JudgedOn.of(dataset.seenBeforeSlice(), dataset.heldOut(), data.positives(), data.content());
        return new EvaluationSuite(judgedOn, CUTOFFS, threads);
    }

    /// A stored model ranks for the dataset's users by its own items.
    private static Ranker foldedIn(Dataset dataset, TrainingData data, BundleReader.Bundle bundle, int threads)
            throws CorruptBundleException {
        var items = bundle.content().items();
        var rows = new HashMap<String, Integer>();
        for (int row = 0; row < items.size(); row++) {
            rows.put(items.get(row), row);
        }
        int[] ownRow = dataset.items().stream()
                .mapToInt(item -> rows.getOrDefault(item, -1))
                .toArray();
        var stored = BundledModel.of(bundle);
        var settings = stored.settings();
        return Rankers.of(stored.model(), settings, data.recencyWeighted(settings.recency()), ownRow, threads);
    }

    public ModelEvaluation candidate() {
        return contest.candidate();
    }

    public ModelEvaluation popularity() {
        return contest.popularity();
    }

    public EvaluationTable table() {
        var evaluations = new ArrayList<>(contest.evaluations());
        without.ifPresent(evaluation -> evaluations.add(1, evaluation));
        return new EvaluationTable(evaluations);
    }

    public Quality quality() {
        return new Quality(
                values(candidate()),
                values(popularity()),
                contest.opponent().map(Evaluation::values).orElse(null));
    }

    /// As the bundle's manifest holds them, with the interval at 95 % where users can be resampled.
    public static Map<String, Manifest.Metric> metrics(ModelEvaluation evaluation) {
        var metrics = new TreeMap<String, Manifest.Metric>();
        values(evaluation).forEach((name, value) -> metrics.put(name, Manifest.Metric.of(value)));
        for (var metric : new Metric[] {Metric.NDCG, Metric.RECALL}) {
            var ofUsers = evaluation.ofUsers(metric, K);
            if (ofUsers.length >= 2) {
                var resampled = PairedBootstrap.ofDifferences(ofUsers, new double[ofUsers.length], RESAMPLES, 1);
                metrics.put(
                        metric.at(K),
                        new Manifest.Metric(
                                evaluation.value(metric, K), resampled.lowerBound(TAIL), resampled.upperBound(TAIL)));
            }
        }
        return metrics;
    }

    public static GateSettings gateSettings(GateConfig config) {
        var defaults = GateSettings.defaults();
        return new GateSettings(
                config.significance(),
                config.minimumUsers(),
                config.minimumGain(),
                config.allowedLoss(),
                config.minimumCoverageRatio(),
                config.minimumColdRecallRatio(),
                config.maximumChurn(),
                config.minimumFoldInParity(),
                defaults.largestNorm(),
                defaults.resamples(),
                defaults.seed());
    }

    private static Map<String, Double> values(ModelEvaluation evaluation) {
        var values = new TreeMap<>(evaluation.toMap());
        values.put("users", (double) evaluation.usersEvaluated());
        return values;
    }
}
