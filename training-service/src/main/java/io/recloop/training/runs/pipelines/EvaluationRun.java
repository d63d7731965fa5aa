package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.Slice;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Model;
import io.recloop.training.registry.datasets.Evaluations;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunServices;
import io.recloop.training.runs.fitting.CheckpointFolders;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.judging.Evaluation;
import io.recloop.training.runs.judging.StandIn;
import io.recloop.training.runs.judging.StandIns;
import io.recloop.training.runs.parameters.EvaluationParameters;
import io.recloop.training.runs.snapshots.Incumbent;
import io.recloop.training.runs.snapshots.Snapshots;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures a stored model on the newest slice, beside popularity and the model that serves. Changes nothing.
final class EvaluationRun implements PipelineRun {
    private final RunContext context;
    private final EvaluationParameters parameters;
    private final RunServices services;
    private final Snapshots snapshots;

    EvaluationRun(RunContext context, EvaluationParameters parameters) {
        this.context = context;
        this.parameters = parameters;
        this.services = context.services();
        this.snapshots = new Snapshots(context);
    }

    @Override
    public RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException {
        var serving = Incumbent.of(context);
        var asked = parameters.modelId();
        Optional<Model> model = asked.isPresent()
                ? services.registry().models().find(context.run().tenant(), asked.get())
                : serving.model();
        if (model.isEmpty()) {
            return RunOutcome.Refused.because(asked.map(id -> "there is no model " + id)
                    .orElse("no model serves yet: there is none to evaluate"));
        }
        var sha256 = model.get().manifestSha256();
        if (sha256 == null) {
            return RunOutcome.Refused.because("%s has no bundle: it is %s"
                    .formatted(model.get().modelId(), model.get().status()));
        }
        boolean serves = serving.bundle().isPresent() && model.get().modelId().equals(serving.modelId());
        var bundle = serves
                ? serving.bundle().get()
                : services.publication().readBack(model.get().modelId(), sha256, context.subfolder("judged"));
        snapshots.ingest();
        return evaluate(new Stored(model.get(), bundle), serves ? Incumbent.NONE : serving);
    }

    private record Stored(Model model, BundleReader.Bundle bundle) {}

    /// @param serving unless it is the one that is judged
    private RunOutcome evaluate(Stored judged, Incumbent serving)
            throws IOException, InterruptedException, CorruptBundleException, TooLittleDataException {
        Optional<Instant> through = Stream.concat(Stream.of(judged.bundle()), serving.bundle().stream())
                .map(known -> known.manifest().dataThrough())
                .max(Instant::compareTo);
        var snapshot = snapshots.take(through);
        var missing = snapshot.missing();
        if (missing.isPresent()) {
            return RunOutcome.Refused.because(missing.get());
        }
        var checkpoints = CheckpointFolders.of(context, snapshot.identity());
        var standIn =
                new StandIns(context, new Fitting(context, checkpoints), snapshot).of(judged.model(), Optional.empty());
        var dataset = snapshot.dataset();
        var judgedOn = judgedOn(dataset.description().slice(), standIn, serving);
        context.reporter().stage("evaluate", judgedOn);
        var evaluation = Evaluation.of(
                dataset,
                snapshot.beforeSlice(),
                judged.bundle(),
                serving.bundle(),
                standIn.fitted(),
                services.configs().training().threadsOrAllCores());
        var outcome = done(judged.model().modelId(), dataset, judgedOn, standIn.hasSeen(), serving, evaluation);
        checkpoints.finished();
        return outcome;
    }

    private static String judgedOn(Slice slice, StandIn standIn, Incumbent serving) {
        var sentences = Stream.of(
                slice.explanation(),
                standIn.said(),
                serving.bundle().isPresent() && serving.hasSeen(slice)
                        ? serving.modelId() + ", which serves, has seen some of it, in its favour"
                        : "");
        return sentences.filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining("; "));
    }

    private RunOutcome done(
            String modelId,
            Dataset dataset,
            String judgedOn,
            boolean hasSeen,
            Incumbent serving,
            Evaluation evaluation) {
        var run = context.run();
        var quality = evaluation.quality();
        services.registry()
                .evaluations()
                .add(
                        run.tenant(),
                        new Evaluations.Evaluated(
                                run.runId(), modelId, dataset.version(), judgedOn, quality, services.now()));
        var result = new TreeMap<>(Map.of(
                "modelId",
                modelId,
                "datasetVersion",
                dataset.version(),
                "hasSeenTheSlice",
                Boolean.toString(hasSeen),
                "table",
                evaluation.table().text()));
        serving.model()
                .ifPresent(other -> result.put(
                        "servingHasSeenTheSlice",
                        Boolean.toString(serving.hasSeen(dataset.description().slice()))));
        return new RunOutcome.Done(
                "%s on %s: %s".formatted(modelId, dataset.version(), judgedOn), modelId, quality, result);
    }
}
