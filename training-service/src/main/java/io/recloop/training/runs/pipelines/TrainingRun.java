package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.parameters.TrainingParameters;
import java.io.IOException;

/// Ingest, dataset, choose, train, evaluate, judge, refit, write, publish.
final class TrainingRun implements PipelineRun {
    private final PipelineRun.Context context;
    private final TrainingParameters parameters;
    private final Snapshots snapshots;

    TrainingRun(PipelineRun.Context context, TrainingParameters parameters) {
        this.context = context;
        this.parameters = parameters;
        this.snapshots = new Snapshots(context);
    }

    @Override
    public RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        snapshots.ingest();
        var incumbent = Incumbent.of(context);
        var snapshot = snapshots.take(
                incumbent.bundle().map(bundle -> bundle.manifest().dataThrough()));
        var missing = snapshot.missing();
        return missing.isPresent() ? RunOutcome.Refused.because(missing.get()) : train(incumbent, snapshot);
    }

    private RunOutcome train(Incumbent incumbent, Snapshot snapshot)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var services = context.services();
        var recipes =
                new Recipes(services.configs().training(), services.registry().tuned());
        var dataset = snapshot.dataset();
        var history = dataset.positivesBeforeSlice();
        var candidates = parameters.model().algorithms(dataset.items().size()).stream()
                .map(algorithm -> recipes.of(context.run().tenant(), algorithm, history, parameters.settings()))
                .toList();
        var options = new PublishOptions(parameters.force(), parameters.skipEval(), parameters.warmStart());
        return new Promotion(context, incumbent, snapshot).between(candidates, options);
    }
}
