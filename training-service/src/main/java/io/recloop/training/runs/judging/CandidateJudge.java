package io.recloop.training.runs.judging;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.Slice;
import io.recloop.learning.evaluation.Gate;
import io.recloop.learning.evaluation.GateReport;
import io.recloop.learning.evaluation.GateSettings;
import io.recloop.learning.evaluation.Metric;
import io.recloop.learning.evaluation.Verdict;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.WarmStart;
import io.recloop.training.runs.snapshots.Challenge;
import io.recloop.training.runs.snapshots.Incumbent;
import io.recloop.training.runs.snapshots.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Trains candidates and lets the gate judge them against the model that serves, on one snapshot.
public final class CandidateJudge {
    private final RunContext context;
    private final Incumbent incumbent;
    private final Snapshot snapshot;
    private final Dataset dataset;
    private final Slice slice;
    private final Fitting fitting;
    private final StandIns standIns;
    private final GateSettings gate;

    public CandidateJudge(
            RunContext context, Challenge challenge, Fitting fitting, StandIns standIns, GateSettings gate) {
        this.context = context;
        this.incumbent = challenge.incumbent();
        this.snapshot = challenge.snapshot();
        this.dataset = snapshot.dataset();
        this.slice = dataset.description().slice();
        this.fitting = fitting;
        this.standIns = standIns;
        this.gate = gate;
    }

    /// @param said   how the recipe was found
    /// @param forced whether it is published even where the gate says no
    public GateDecision judge(Recipe recipe, String said, WarmStart start, boolean forced)
            throws CorruptBundleException, TooLittleMemoryException {
        var data = snapshot.beforeSlice();
        var reporter = context.reporter();
        reporter.stage(
                "train", "%s: %s on %s".formatted(recipe.algorithm().code(), data.positives(), dataset.version()));
        var trained =
                fitting.fit(Fitting.Task.of("train", recipe.settings(), data).from(start));
        var candidate = new StandIn.Fitted(trained.model(), recipe.settings());
        var standIn = incumbent.bundle().isEmpty()
                ? StandIn.NOT_NEEDED
                : standIns.of(incumbent.model().orElseThrow(), Optional.of(candidate));
        var judgedOn = Stream.of(
                        slice.explanation(),
                        standIn.said(),
                        Optional.ofNullable(incumbent.problem()).orElse(""))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining("; "));
        reporter.stage("evaluate", judgedOn);
        var evaluation = Evaluation.of(dataset, data, candidate, incumbent.bundle(), standIn.fitted());
        reporter.stage(
                "judge",
                "NDCG@%d %.4f, popularity %.4f"
                        .formatted(
                                Evaluation.K,
                                evaluation.candidate().value(Metric.NDCG, Evaluation.K),
                                evaluation.popularity().value(Metric.NDCG, Evaluation.K)));
        var report = new Gate(gate).judge(candidate.model(), evaluation.contest());
        var judged = new Judged(
                recipe,
                incumbent,
                dataset,
                evaluation.quality(),
                judgement(report, judgedOn, forced),
                said,
                Evaluation.metrics(evaluation.candidate()),
                Evaluation.metrics(evaluation.popularity()));
        return new GateDecision(judged, candidate.model().isFinite());
    }

    private Judgement judgement(GateReport report, String judgedOn, boolean forced) {
        return new Judgement(
                report.overall(),
                report.summary(),
                judgedOn,
                incumbent.hasSeen(slice),
                forced && !report.passed(),
                report.results());
    }

    /// What is published because somebody asked not to have it judged.
    public Judged unjudged(Recipe recipe, String said) {
        var judgement = new Judgement(
                Verdict.NOT_ENOUGH_EVIDENCE,
                "not judged: %s asked to skip the evaluation"
                        .formatted(context.run().requestedBy()),
                slice.explanation(),
                incumbent.hasSeen(slice),
                true,
                List.of());
        return new Judged(
                recipe, incumbent, dataset, new Quality(Map.of(), Map.of(), null), judgement, said, Map.of(), Map.of());
    }
}
