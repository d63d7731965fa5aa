package io.recloop.training.runs;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.evaluation.Gate;
import io.recloop.training.evaluation.GateReport;
import io.recloop.training.evaluation.GateSettings;
import io.recloop.training.evaluation.Verdict;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From recipes to a verdict and what follows from it, on one dataset: choose, train, evaluate, judge, and
/// refit and publish or refuse.
final class Promotion {
    private final Work.Context context;
    private final Incumbent incumbent;
    private final Dataset dataset;
    private final Fitting fitting;
    private final Publishing publishing;

    Promotion(Work.Context context, Incumbent incumbent, Dataset dataset) {
        this.context = context;
        this.incumbent = incumbent;
        this.dataset = dataset;
        this.fitting = new Fitting(context, CheckpointFolders.of(context, dataset.version()));
        this.publishing = new Publishing(context);
    }

    Outcome between(List<Recipe> recipes, Terms terms)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var chosen = new Selection(
                        fitting,
                        context.reporter(),
                        context.tools().configs().runs().validationUsers())
                .choose(recipes, Snapshots.beforeSlice(dataset));
        var warmth = warmth(terms, chosen.recipe());
        var said = said(chosen, warmth);
        if (terms.skipEval()) {
            return publish(unjudged(chosen.recipe(), said), warmth.ofRefit());
        }
        var judged = judge(chosen.recipe(), terms, said, warmth);
        boolean publishable =
                judged.verdict().judgement().verdict() == Verdict.PASSED || (terms.force() && judged.finite());
        return publishable ? publish(judged.verdict(), warmth.ofRefit()) : publishing.refuse(judged.verdict());
    }

    /// From which factors the two trainings begin.
    ///
    /// @param ofTrain absent: at random
    /// @param ofRefit absent: at random
    /// @param said    one sentence; empty where nobody asked
    private record Warmth(
            @Nullable FactorModel ofTrain, @Nullable FactorModel ofRefit, String said) {}

    private Warmth warmth(Terms terms, Recipe recipe) throws CorruptBundleException {
        if (!terms.warmStart()) {
            return new Warmth(null, null, "");
        }
        var former = incumbent.bundle();
        if (former.isEmpty()) {
            return new Warmth(null, null, "no warm start: there is no serving model that could be read");
        }
        var start = WarmStart.of(former.get(), dataset, recipe.settings());
        if (start.model() == null) {
            return new Warmth(null, null, start.said());
        }
        // Its factors know what is held out: a candidate that begins from them would be judged on what it has seen.
        return dataset.description().slice().incumbentHasSeen()
                ? new Warmth(
                        null,
                        start.model(),
                        start.said() + ", for the refit alone, because it has seen some of the slice")
                : new Warmth(start.model(), start.model(), start.said());
    }

    private static String said(Selection.Chosen chosen, Warmth warmth) {
        var said = new ArrayList<String>();
        if (!chosen.said().isEmpty()) {
            said.add(chosen.said());
        }
        said.add(chosen.recipe().origin());
        if (!warmth.said().isEmpty()) {
            said.add(warmth.said());
        }
        return String.join("; ", said);
    }

    private record Verdicted(Judged verdict, boolean finite) {}

    private Verdicted judge(Recipe recipe, Terms terms, String said, Warmth warmth)
            throws CorruptBundleException, TooLittleMemoryException {
        var data = Snapshots.beforeSlice(dataset);
        var reporter = context.reporter();
        reporter.stage(
                "train", "%s: %s on %s".formatted(recipe.algorithm().code(), data.positives(), dataset.version()));
        var trained =
                fitting.fit(Fitting.Task.of("train", recipe.settings(), data).withWarmStart(warmth.ofTrain()));
        var candidate = (FactorModel) trained.model();
        reporter.stage("evaluate", dataset.description().slice().explanation());
        var evaluation = Evaluation.of(
                dataset,
                data.positives(),
                candidate,
                incumbent.bundle(),
                recipe.settings().threads());
        reporter.stage(
                "judge",
                "NDCG@%d %.4f, popularity %.4f"
                        .formatted(
                                Evaluation.K,
                                evaluation.candidate().metrics().ndcg(),
                                evaluation.popularity().metrics().ndcg()));
        var report = new Gate(gateSettings())
                .judge(candidate, evaluation.candidate(), evaluation.popularity(), evaluation.incumbent());
        var judged = new Judged(
                recipe,
                incumbent,
                dataset,
                evaluation.quality(),
                judgement(report, terms),
                said,
                Evaluation.metrics(evaluation.candidate()),
                Evaluation.metrics(evaluation.popularity()));
        return new Verdicted(judged, candidate.isFinite());
    }

    private GateSettings gateSettings() {
        var config = context.tools().configs().gate();
        var defaults = GateSettings.defaults();
        return new GateSettings(
                config.significance(),
                config.minimumUsers(),
                config.allowedLoss(),
                config.minimumCoverageRatio(),
                defaults.largestNorm(),
                defaults.resamples(),
                defaults.seed());
    }

    private Judgement judgement(GateReport report, Terms terms) {
        var slice = dataset.description().slice();
        return new Judgement(
                report.overall(),
                report.summary(),
                incumbent.problem() == null ? slice.explanation() : slice.explanation() + "; " + incumbent.problem(),
                slice.incumbentHasSeen(),
                terms.force() && !report.passed(),
                report.results());
    }

    private Judged unjudged(Recipe recipe, String said) {
        var judgement = new Judgement(
                Verdict.NOT_ENOUGH_EVIDENCE,
                "not judged: %s asked to skip the evaluation"
                        .formatted(context.run().requestedBy()),
                dataset.description().slice().explanation(),
                dataset.description().slice().incumbentHasSeen(),
                true,
                List.of());
        return new Judged(
                recipe, incumbent, dataset, new Quality(Map.of(), Map.of(), null), judgement, said, Map.of(), Map.of());
    }

    private Outcome publish(Judged judged, @Nullable FactorModel warmStart)
            throws IOException, NotVerifiedException, InterruptedException, TooLittleMemoryException {
        context.reporter().stage("refit", "the same settings on everything");
        var everything = Snapshots.everything(dataset);
        var fitted = fitting.fit(
                Fitting.Task.of("refit", judged.recipe().settings(), everything).withWarmStart(warmStart));
        return publishing.publish(judged, fitted, everything);
    }
}
