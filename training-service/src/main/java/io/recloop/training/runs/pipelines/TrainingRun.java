package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Recipes;
import io.recloop.training.runs.parameters.TrainingParameters;
import io.recloop.training.runs.promotion.Promotions;
import io.recloop.training.runs.promotion.PublishOptions;
import io.recloop.training.runs.snapshots.Challenge;
import io.recloop.training.runs.snapshots.Challenges;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;

/// Ingest, dataset, choose, train, evaluate, judge, refit, write, publish.
@Singleton
final class TrainingRun {
    private final Challenges challenges;
    private final Recipes recipes;
    private final Promotions promotions;

    @Inject
    TrainingRun(Challenges challenges, Recipes recipes, Promotions promotions) {
        this.challenges = challenges;
        this.recipes = recipes;
        this.promotions = promotions;
    }

    RunOutcome execute(RunContext context, TrainingParameters parameters)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        return challenges.begin(context, challenge -> train(context, parameters, challenge));
    }

    private RunOutcome train(RunContext context, TrainingParameters parameters, Challenge challenge)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var dataset = challenge.snapshot().dataset();
        var history = dataset.positivesBeforeSlice();
        var candidates = parameters.model().algorithms(dataset.items().size()).stream()
                .map(algorithm -> recipes.of(context.run().tenant(), algorithm, history, parameters.settings()))
                .toList();
        var options = new PublishOptions(parameters.force(), parameters.skipEval(), parameters.warmStart());
        return promotions.between(context, challenge, candidates, options);
    }
}
