package io.recloop.training.runs;

import io.recloop.contracts.bundle.BundleReader;
import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.dataset.Dataset;
import io.recloop.training.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.registry.Evaluations;
import io.recloop.training.registry.Model;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Measures a stored model on the newest slice, beside popularity and the model that serves. Changes nothing.
final class EvaluationRun implements Work {
    private final Work.Context context;
    private final EvaluationParameters parameters;
    private final Tools tools;
    private final Snapshots snapshots;

    EvaluationRun(Work.Context context, EvaluationParameters parameters) {
        this.context = context;
        this.parameters = parameters;
        this.tools = context.tools();
        this.snapshots = new Snapshots(context);
    }

    @Override
    public Outcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException {
        var serving = Incumbent.of(context);
        var asked = parameters.modelId();
        Optional<Model> model = asked.isPresent()
                ? tools.registry().models().find(context.run().tenant(), asked.get())
                : serving.model();
        if (model.isEmpty()) {
            return Outcome.Refused.because(asked.map(id -> "there is no model " + id)
                    .orElse("no model serves yet: there is none to evaluate"));
        }
        var sha256 = model.get().manifestSha256();
        if (sha256 == null) {
            return Outcome.Refused.because("%s has no bundle: it is %s"
                    .formatted(model.get().modelId(), model.get().status()));
        }
        boolean serves = serving.bundle().isPresent() && model.get().modelId().equals(serving.modelId());
        var bundle = serves
                ? serving.bundle().get()
                : tools.publication().readBack(model.get().modelId(), sha256, context.subfolder("judged"));
        snapshots.ingest();
        return evaluate(bundle, serves ? Optional.empty() : serving.bundle());
    }

    private Outcome evaluate(BundleReader.Bundle bundle, Optional<BundleReader.Bundle> serving)
            throws IOException, InterruptedException, CorruptBundleException, TooLittleDataException {
        Optional<Instant> through = Stream.concat(Stream.of(bundle), serving.stream())
                .map(known -> known.manifest().dataThrough())
                .max(Instant::compareTo);
        var snapshot = snapshots.take(through);
        var missing = snapshot.missing();
        if (missing.isPresent()) {
            return Outcome.Refused.because(missing.get());
        }
        var dataset = snapshot.dataset();
        var slice = dataset.description().slice();
        context.reporter().stage("evaluate", slice.explanation());
        int threads = tools.configs().training().threadsOrAllCores();
        return done(bundle, dataset, Evaluation.of(dataset, snapshot.beforeSlice(), bundle, serving, threads));
    }

    private Outcome done(BundleReader.Bundle bundle, Dataset dataset, Evaluation evaluation) {
        var run = context.run();
        var modelId = bundle.manifest().modelId();
        var slice = dataset.description().slice();
        var quality = evaluation.quality();
        tools.registry()
                .evaluations()
                .add(
                        run.tenant(),
                        new Evaluations.Evaluated(
                                run.runId(), modelId, dataset.version(), slice.explanation(), quality, tools.now()));
        return new Outcome.Done(
                "%s on %s: %s".formatted(modelId, dataset.version(), slice.explanation()),
                modelId,
                quality,
                Map.of(
                        "modelId",
                        modelId,
                        "datasetVersion",
                        dataset.version(),
                        "hasSeenTheSlice",
                        Boolean.toString(slice.incumbentHasSeen()),
                        "table",
                        evaluation.table().text()));
    }
}
