package io.recloop.training.runs;

import io.recloop.contracts.bundle.AlsParameters;
import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.BundleWriter;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.contracts.bundle.ModelId;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.dataset.DatasetArchive;
import io.recloop.training.dataset.DatasetBuilder;
import io.recloop.training.dataset.TooLittleDataException;
import io.recloop.training.engine.AlsSettings;
import io.recloop.training.engine.AlsTrainer;
import io.recloop.training.engine.FactorModel;
import io.recloop.training.engine.TrainingContext;
import io.recloop.training.engine.TrainingData;
import io.recloop.training.evaluation.Gate;
import io.recloop.training.evaluation.GateReport;
import io.recloop.training.evaluation.GateSettings;
import io.recloop.training.evaluation.Metric;
import io.recloop.training.interactions.LakeConfig;
import io.recloop.training.interactions.LakeIngest;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.publication.Publication;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.Models;
import io.recloop.training.registry.Quality;
import io.recloop.training.registry.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One run, step by step: ingest, dataset, train, evaluate, judge, refit, write, publish. Used once, by one thread.
final class TrainingRun {
    private static final Logger LOG = Logger.getLogger(TrainingRun.class);
    private static final double LARGEST_NORM = GateSettings.defaults().largestNorm();

    private final Tools tools;
    private final Run run;
    private final RunReporter reporter;
    private final Path work;

    /// What all runs share.
    ///
    /// @param codeVersion of this service, for the manifest
    record Tools(
            LakeIngest ingest,
            LakeConfig lake,
            DatasetBuilder datasets,
            DatasetArchive archive,
            Models models,
            Publication publication,
            TrainingConfig als,
            GateConfig gate,
            Clock clock,
            String codeVersion) {}

    /// @param work an empty folder of this run
    TrainingRun(Tools tools, Run run, RunReporter reporter, Path work) {
        this.tools = tools;
        this.run = run;
        this.reporter = reporter;
        this.work = work;
    }

    /// The model that serves now, as far as it could be read.
    ///
    /// @param problem why its bundle could not be read
    private record Incumbent(
            Optional<Model> model,
            Optional<BundleReader.Bundle> bundle,
            @Nullable String problem) {}

    Outcome execute() throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException {
        RunParameters parameters;
        try {
            parameters = RunParameters.of(run.parameters());
        } catch (IllegalArgumentException e) {
            return new Outcome.Refused("the parameters are not usable: " + e.getMessage(), null, null, null);
        }
        reporter.stage("ingest", "reading what is on the topics into the lake");
        tools.ingest().catchUp(tools.lake().catchUp());
        try {
            return train(parameters);
        } catch (TooLittleDataException e) {
            return new Outcome.Refused("too little data: " + e.getMessage(), null, null, null);
        }
    }

    private Outcome train(RunParameters parameters)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException {
        var incumbent = incumbent();
        reporter.stage("dataset", "taking a snapshot of the lake");
        var dataset = dataset(incumbent);
        var history = dataset.positivesBeforeSlice();
        if (history.entries() == 0 || dataset.heldOut().entries() == 0) {
            var counts = dataset.description().counts();
            return new Outcome.Refused(
                    "too little data: of %d users with %d positives %d can be judged: they need two interactions, one of them positive, beside the one to be judged on"
                            .formatted(counts.users(), counts.positives(), counts.heldOut()),
                    null,
                    null,
                    null);
        }
        var settings = parameters.settings(tools.als(), history);
        reporter.stage("train", "%s on %s".formatted(history, dataset.version()));
        var candidate = fit(settings, dataset, false);
        reporter.stage("evaluate", dataset.description().slice().explanation());
        var evaluation = Evaluation.of(dataset, history, candidate, settings, incumbent.bundle(), null);
        reporter.stage(
                "judge",
                "NDCG@%d %.4f, popularity %.4f"
                        .formatted(
                                Evaluation.K,
                                evaluation.candidate().value(Metric.NDCG, Evaluation.K),
                                evaluation.popularity().value(Metric.NDCG, Evaluation.K)));
        var report = new Gate(Evaluation.gateSettings(tools.gate())).judge(candidate, evaluation.contest());
        var judged = new Judged(
                parameters,
                settings,
                incumbent,
                dataset,
                evaluation,
                judgement(report, parameters, dataset, incumbent));
        return report.passed() || (parameters.force() && candidate.isFinite()) ? publish(judged) : refuse(judged);
    }

    /// Everything that is known when the verdict has been given.
    private record Judged(
            RunParameters parameters,
            AlsSettings settings,
            Incumbent incumbent,
            Dataset dataset,
            Evaluation evaluation,
            Judgement judgement) {
        Quality quality() {
            return evaluation.quality();
        }
    }

    private Incumbent incumbent() throws IOException {
        var model = tools.models().incumbent(run.tenant());
        if (model.isEmpty() || model.get().manifestSha256() == null) {
            return new Incumbent(Optional.empty(), Optional.empty(), null);
        }
        var id = model.get().modelId();
        try {
            var bundle = tools.publication().readBack(id, model.get().manifestSha256(), work.resolve("incumbent"));
            return new Incumbent(model, Optional.of(bundle), null);
        } catch (NotVerifiedException | IOException e) {
            LOG.warnf("run %s: the incumbent %s cannot be read: %s", run.runId(), id, e.getMessage());
            return new Incumbent(
                    model,
                    Optional.empty(),
                    "the incumbent %s could not be compared with, its bundle cannot be read: %s"
                            .formatted(id, e.getMessage()));
        }
    }

    private Dataset dataset(Incumbent incumbent) throws IOException, TooLittleDataException {
        var through = incumbent.bundle().map(bundle -> bundle.manifest().dataThrough());
        var dataset = tools.datasets()
                .build(
                        new DatasetBuilder.Request(
                                run.tenant(), through, tools.gate().minimumUsers()),
                        work);
        tools.archive().keep(dataset, work);
        LOG.infof(
                "run %s: dataset %s: %s",
                run.runId(), dataset.version(), dataset.description().counts());
        return dataset;
    }

    private FactorModel fit(AlsSettings settings, Dataset dataset, boolean everything) {
        var phase = everything ? "refit" : "train";
        var data = TrainingData.of(everything ? dataset.positives() : dataset.positivesBeforeSlice());
        var trained = new AlsTrainer(settings)
                .train(
                        data,
                        TrainingContext.ALONE.withListener(iteration -> reporter.iteration(
                                phase, iteration.number(), iteration.of(), iteration.loss(), iteration.took())));
        return (FactorModel) trained.model();
    }

    private static Judgement judgement(
            GateReport report, RunParameters parameters, Dataset dataset, Incumbent incumbent) {
        var slice = dataset.description().slice();
        var said = incumbent.problem() == null ? slice.explanation() : slice.explanation() + "; " + incumbent.problem();
        return new Judgement(
                report.overall(),
                report.summary(),
                said,
                slice.incumbentHasSeen(),
                parameters.force() && !report.passed(),
                report.results());
    }

    private Outcome refuse(Judged judged) {
        var model = model(judged, modelId(), Model.Status.REFUSED, Optional.empty(), reasonOf(judged));
        tools.models().add(model);
        return new Outcome.Refused(model.reason(), model.modelId(), judged.quality(), judged.judgement());
    }

    private static String reasonOf(Judged judged) {
        var deciding = judged.judgement().results().stream()
                .filter(result -> result.verdict() == judged.judgement().verdict())
                .map(result -> "%s: measured %.4f, allowed %.4f (%s)"
                        .formatted(result.gate(), result.measured(), result.allowed(), result.explanation()))
                .findFirst()
                .orElse("");
        return "the gate says %s; %s".formatted(judged.judgement().summary(), deciding);
    }

    private Outcome publish(Judged judged) throws IOException, NotVerifiedException, InterruptedException {
        reporter.stage("refit", "the same settings on everything");
        var trained = judged.dataset().positives();
        var fitted = fit(judged.settings(), judged.dataset(), true);
        if (!fitted.isFinite() || !(fitted.largestNorm() <= LARGEST_NORM)) {
            return new Outcome.Refused(
                    "the model fitted to everything has factors that are not finite or not sane, longest row %s, allowed %s"
                            .formatted(fitted.largestNorm(), LARGEST_NORM),
                    null,
                    judged.quality(),
                    judged.judgement());
        }
        reporter.stage("write", "writing the bundle and reading it back");
        var id = modelId();
        var content = BundleContent.of(
                judged.dataset(), trained, fitted, judged.settings().objective());
        var stored = tools.publication().store(description(judged, id), content, work);
        var reason = judged.judgement().forced()
                ? "forced by %s: %s"
                        .formatted(run.requestedBy(), judged.judgement().summary())
                : "%s: %s".formatted(run.requestReason(), judged.judgement().summary());
        var model = model(judged, id, Model.Status.CANDIDATE, Optional.of(stored), reason);
        tools.models().add(model);
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped before the announcement");
        }
        reporter.stage("publish", "announcing " + id);
        var deployment = tools.publication().announce(model, new Models.Cause(run.requestedBy(), reason));
        return new Outcome.Published(model, deployment.generation());
    }

    private String modelId() {
        return ModelId.of("als", tools.clock().instant(), run.runId().hashCode());
    }

    private Map<String, Double> parameters(AlsSettings settings) {
        var parameters = new TreeMap<>(
                new AlsParameters(settings.unobservedWeight(), settings.regularization(), settings.frequencyExponent())
                        .toMap());
        parameters.put("factors", (double) settings.factors());
        parameters.put("iterations", (double) settings.iterations());
        parameters.put("cgSteps", (double) settings.cgSteps());
        parameters.put("seed", (double) settings.seed());
        return parameters;
    }

    private BundleWriter.Description description(Judged judged, String id) {
        var dataset = judged.dataset().description();
        return new BundleWriter.Description(
                id,
                run.tenant(),
                "als",
                now(),
                parameters(judged.settings()),
                Evaluation.metrics(judged.evaluation().candidate()),
                Evaluation.metrics(judged.evaluation().popularity()),
                dataset.version(),
                judged.incumbent().model().map(Model::modelId).orElse(null),
                dataset.offsets(),
                dataset.dataThrough(),
                tools.codeVersion());
    }

    private Model model(
            Judged judged, String id, Model.Status status, Optional<Publication.Stored> stored, String reason) {
        var dataset = judged.dataset().description();
        return new Model(
                id,
                run.tenant(),
                status,
                "als",
                run.runId(),
                dataset.version(),
                dataset.dataThrough(),
                judged.incumbent().model().map(Model::modelId).orElse(null),
                parameters(judged.settings()),
                judged.quality(),
                judged.judgement(),
                stored.map(Publication.Stored::uri).orElse(null),
                stored.map(Publication.Stored::manifestSha256).orElse(null),
                now(),
                run.requestedBy(),
                reason);
    }

    /// To what PostgreSQL keeps.
    private java.time.Instant now() {
        return tools.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
