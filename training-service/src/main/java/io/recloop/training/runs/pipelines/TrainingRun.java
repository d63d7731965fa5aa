package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Recipes;
import io.recloop.training.runs.parameters.TrainingParameters;
import io.recloop.training.runs.promotion.Promotion;
import io.recloop.training.runs.promotion.PublishOptions;
import io.recloop.training.runs.snapshots.Challenge;
import java.io.IOException;

/// Ingest, dataset, choose, train, evaluate, judge, refit, write, publish.
final class TrainingRun implements PipelineRun {
    private final RunContext context;
    private final TrainingParameters parameters;

    TrainingRun(RunContext context, TrainingParameters parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    @Override
    public RunOutcome execute()
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        return Challenge.begin(context, this::train);
    }

    private RunOutcome train(Challenge challenge)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var services = context.services();
        var recipes =
                new Recipes(services.configs().training(), services.registry().tuned());
        var dataset = challenge.snapshot().dataset();
        var history = dataset.positivesBeforeSlice();
        var candidates = parameters.model().algorithms(dataset.items().size()).stream()
                .map(algorithm -> recipes.of(context.run().tenant(), algorithm, history, parameters.settings()))
                .toList();
        var options = new PublishOptions(parameters.force(), parameters.skipEval(), parameters.warmStart());
        return new Promotion(context, challenge).between(candidates, options);
    }
}
