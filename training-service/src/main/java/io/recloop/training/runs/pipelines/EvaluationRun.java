package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.Dataset;
import io.recloop.learning.dataset.Slice;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Model;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunRecords;
import io.recloop.training.runs.context.TrainingConfig;
import io.recloop.training.runs.fitting.FittingFactory;
import io.recloop.training.runs.judging.Evaluation;
import io.recloop.training.runs.judging.StandIn;
import io.recloop.training.runs.judging.StandIns;
import io.recloop.training.runs.parameters.EvaluationParameters;
import io.recloop.training.runs.snapshots.Incumbent;
import io.recloop.training.runs.snapshots.Snapshots;
import io.recloop.training.runs.snapshots.StoredModels;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Measures a stored model on the newest slice, beside popularity and the model that serves. Changes nothing.
@Singleton
final class EvaluationRun {
    private final StoredModels models;
    private final Snapshots snapshots;
    private final FittingFactory fittings;
    private final RunRecords records;
    private final TrainingConfig config;

    @Inject
    EvaluationRun(
            StoredModels models,
            Snapshots snapshots,
            FittingFactory fittings,
            RunRecords records,
            TrainingConfig config) {
        this.models = models;
        this.snapshots = snapshots;
        this.fittings = fittings;
        this.records = records;
        this.config = config;
    }

    RunOutcome execute(RunContext context, EvaluationParameters parameters)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException {
        var serving = models.incumbent(context);
        var asked = parameters.modelId();
        Optional<Model> model = asked.isPresent() ? models.find(context.run().tenant(), asked.get()) : serving.model();
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
                : models.readBack(model.get().modelId(), sha256, context.subfolder("judged"));
        snapshots.ingest(context);
        return evaluate(context, new Stored(model.get(), bundle), serves ? Incumbent.NONE : serving);
    }

    private record Stored(Model model, BundleReader.Bundle bundle) {}

    /// @param serving unless it is the one that is judged
    private RunOutcome evaluate(RunContext context, Stored judged, Incumbent serving)
            throws IOException, InterruptedException, CorruptBundleException, TooLittleDataException {
        Optional<Instant> through = Stream.concat(Stream.of(judged.bundle()), serving.bundle().stream())
                .map(known -> known.manifest().dataThrough())
                .max(Instant::compareTo);
        var snapshot = snapshots.take(context, through);
        var missing = snapshot.missing();
        if (missing.isPresent()) {
            return RunOutcome.Refused.because(missing.get());
        }
        var fitting = fittings.of(context, snapshot.identity());
        int threads = config.threadsOrAllCores();
        var standIn = new StandIns(context, fitting, snapshot, threads).of(judged.model(), Optional.empty());
        var dataset = snapshot.dataset();
        var judgedOn = judgedOn(dataset.description().slice(), standIn, serving);
        context.reporter().stage("evaluate", judgedOn);
        var evaluation = Evaluation.of(
                dataset, snapshot.beforeSlice(), judged.bundle(), serving.bundle(), standIn.fitted(), threads);
        records.evaluation(context.run(), judged.model().modelId(), dataset.version(), judgedOn, evaluation.quality());
        var outcome = done(judged.model().modelId(), dataset, judgedOn, standIn.hasSeen(), serving, evaluation);
        fitting.finished();
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

    private static RunOutcome done(
            String modelId,
            Dataset dataset,
            String judgedOn,
            boolean hasSeen,
            Incumbent serving,
            Evaluation evaluation) {
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
                "%s on %s: %s".formatted(modelId, dataset.version(), judgedOn), modelId, evaluation.quality(), result);
    }
}
