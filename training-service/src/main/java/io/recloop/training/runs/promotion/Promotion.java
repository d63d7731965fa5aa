package io.recloop.training.runs.promotion;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.Slice;
import io.recloop.learning.evaluation.Gate;
import io.recloop.learning.evaluation.GateReport;
import io.recloop.learning.evaluation.Metric;
import io.recloop.learning.evaluation.Verdict;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.CheckpointFolders;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.Selection;
import io.recloop.training.runs.fitting.WarmStart;
import io.recloop.training.runs.judging.Evaluation;
import io.recloop.training.runs.judging.GateDecision;
import io.recloop.training.runs.judging.Judged;
import io.recloop.training.runs.judging.StandIn;
import io.recloop.training.runs.judging.StandIns;
import io.recloop.training.runs.snapshots.Challenge;
import io.recloop.training.runs.snapshots.Incumbent;
import io.recloop.training.runs.snapshots.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From recipes to a verdict and what follows from it, on one dataset: choose, train, evaluate, judge, and
/// refit and publish or refuse.
public final class Promotion {
    private final RunContext context;
    private final Incumbent incumbent;
    private final Snapshot snapshot;
    private final Dataset dataset;
    private final Slice slice;
    private final CheckpointFolders checkpoints;
    private final Fitting fitting;
    private final StandIns standIns;
    private final Publishing publishing;

    public Promotion(RunContext context, Challenge challenge) {
        this.context = context;
        this.incumbent = challenge.incumbent();
        this.snapshot = challenge.snapshot();
        this.dataset = snapshot.dataset();
        this.slice = dataset.description().slice();
        this.checkpoints = CheckpointFolders.of(context, snapshot.identity());
        this.fitting = new Fitting(context, checkpoints);
        this.standIns = new StandIns(context, fitting, snapshot);
        this.publishing = new Publishing(context);
    }

    /// Chooses one of the recipes, and lets it challenge the model that serves.
    public RunOutcome between(List<Recipe> recipes, PublishOptions options)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var config = context.services().configs().runs();
        var chosen = new Selection(fitting, context.reporter(), config.validationUsers())
                .choose(recipes, snapshot.beforeSlice());
        return of(chosen.recipe(), chosen.said(), options);
    }

    /// @param choice one sentence: how it was chosen; empty where there was no choice to make
    public RunOutcome of(Recipe recipe, String choice, PublishOptions options)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var start = start(options, recipe);
        var said = said(choice, recipe.origin(), start.said());
        var outcome =
                options.skipEval() ? publish(unjudged(recipe, said), start) : challenge(recipe, said, options, start);
        checkpoints.finished();
        return outcome;
    }

    private RunOutcome challenge(Recipe recipe, String said, PublishOptions options, WarmStart start)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        // Its factors know what is held out: a candidate that begins from them would be judged on what it has seen.
        var decision = judge(recipe, options, said, incumbent.hasSeen(slice) ? WarmStart.COLD : start);
        boolean publishable = decision.isPassed() || (options.force() && decision.finite());
        return publishable ? publish(decision.judged(), start) : publishing.refuse(decision.judged());
    }

    private WarmStart start(PublishOptions options, Recipe recipe) throws CorruptBundleException {
        if (!options.warmStart()) {
            return WarmStart.COLD;
        }
        var former = incumbent.bundle();
        if (former.isEmpty()) {
            return WarmStart.not("no warm start: there is no serving model that could be read");
        }
        var start = WarmStart.of(former.get(), dataset, recipe.settings());
        return start.model() != null && incumbent.hasSeen(slice)
                ? start.saying(start.said() + ", for the refit alone, because it has seen some of the slice")
                : start;
    }

    private static String said(String... sentences) {
        return Stream.of(sentences).filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining("; "));
    }

    private GateDecision judge(Recipe recipe, PublishOptions options, String said, WarmStart start)
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
        var judgedOn = said(
                slice.explanation(),
                standIn.said(),
                Optional.ofNullable(incumbent.problem()).orElse(""));
        reporter.stage("evaluate", judgedOn);
        var evaluation = Evaluation.of(dataset, data, candidate, incumbent.bundle(), standIn.fitted());
        reporter.stage(
                "judge",
                "NDCG@%d %.4f, popularity %.4f"
                        .formatted(
                                Evaluation.K,
                                evaluation.candidate().value(Metric.NDCG, Evaluation.K),
                                evaluation.popularity().value(Metric.NDCG, Evaluation.K)));
        var report = new Gate(
                        Evaluation.gateSettings(context.services().configs().gate()))
                .judge(candidate.model(), evaluation.contest());
        var judged = new Judged(
                recipe,
                incumbent,
                dataset,
                evaluation.quality(),
                judgement(report, judgedOn, options),
                said,
                Evaluation.metrics(evaluation.candidate()),
                Evaluation.metrics(evaluation.popularity()));
        return new GateDecision(judged, candidate.model().isFinite());
    }

    private Judgement judgement(GateReport report, String judgedOn, PublishOptions options) {
        return new Judgement(
                report.overall(),
                report.summary(),
                judgedOn,
                incumbent.hasSeen(slice),
                options.force() && !report.passed(),
                report.results());
    }

    private Judged unjudged(Recipe recipe, String said) {
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

    private RunOutcome publish(Judged judged, WarmStart start)
            throws IOException, NotVerifiedException, InterruptedException, TooLittleMemoryException {
        context.reporter().stage("refit", "the same settings on everything");
        var everything = snapshot.everything();
        var fitted = fitting.fit(
                Fitting.Task.of("refit", judged.recipe().settings(), everything).from(start));
        return publishing.publish(judged, fitted, everything);
    }
}
