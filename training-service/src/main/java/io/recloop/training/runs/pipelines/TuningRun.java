package io.recloop.training.runs.pipelines;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.learning.dataset.TooLittleDataException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.ValidationPart;
import io.recloop.training.runs.parameters.TuningParameters;
import io.recloop.training.runs.pipelines.SettingsSearch.Found;
import io.recloop.training.runs.pipelines.SettingsSearch.Wanted;
import io.recloop.training.runs.promotion.Promotions;
import io.recloop.training.runs.promotion.PublishOptions;
import io.recloop.training.runs.snapshots.Challenge;
import io.recloop.training.runs.snapshots.Challenges;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Searches each algorithm's settings on a validation part, notes the best for later trainings, and lets
/// the best of all challenge the model that serves.
@Singleton
final class TuningRun {
    private final Challenges challenges;
    private final SettingsSearch search;
    private final Promotions promotions;
    private final RunsConfig config;

    @Inject
    TuningRun(Challenges challenges, SettingsSearch search, Promotions promotions, RunsConfig config) {
        this.challenges = challenges;
        this.search = search;
        this.promotions = promotions;
        this.config = config;
    }

    RunOutcome execute(RunContext context, TuningParameters parameters)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleDataException, TooLittleMemoryException {
        return challenges.begin(context, challenge -> tune(context, parameters, challenge));
    }

    private RunOutcome tune(RunContext context, TuningParameters parameters, Challenge challenge)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var snapshot = challenge.snapshot();
        var dataset = snapshot.dataset();
        var part = ValidationPart.of(snapshot.beforeSlice(), config.validationUsers());
        if (part.wanted().entries() == 0) {
            return RunOutcome.Refused.because(
                    "too little data: no user has three positives before the slice, of which one could be held out to"
                            + " tune by");
        }
        var algorithms = parameters.model().algorithms(dataset.items().size());
        var found = new ArrayList<Found>();
        var wanted = new Wanted(parameters, dataset.version(), algorithms.size());
        for (var algorithm : algorithms) {
            var one = search.search(context, algorithm, wanted, part);
            if (one != null) {
                found.add(one);
            }
        }
        if (found.isEmpty()) {
            return RunOutcome.Refused.because(
                    "no trial was done in full within %s: give it a larger budget".formatted(parameters.budget()));
        }
        var best = found.stream().max(Comparator.comparingDouble(Found::ndcg)).orElseThrow();
        var said = found.stream().map(Found::sentence).collect(Collectors.joining(", "));
        if (!parameters.train()) {
            return done(found, best, said);
        }
        var choice = "tuned: %s".formatted(said);
        return promotions.of(
                context, challenge, best.recipe(), choice, new PublishOptions(parameters.force(), false, false));
    }

    private static RunOutcome done(List<Found> found, Found best, String said) {
        var result = new TreeMap<String, String>();
        for (var one : found) {
            var code = one.algorithm().code();
            result.put(code + ".ndcg@" + ValidationPart.K, Double.toString(one.ndcg()));
            result.put(code + ".trials", Integer.toString(one.result().trials().size()));
            one.recipe()
                    .settings()
                    .toMap()
                    .forEach((name, value) -> result.put(code + "." + name, Double.toString(value)));
        }
        return new RunOutcome.Done(
                "%s: later trainings of these algorithms begin with it; the best is %s"
                        .formatted(said, best.algorithm().code()),
                null,
                null,
                result);
    }
}
