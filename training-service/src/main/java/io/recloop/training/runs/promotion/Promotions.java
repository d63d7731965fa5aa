package io.recloop.training.runs.promotion;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.GateConfig;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.RunsConfig;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.context.TrainingConfig;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.fitting.FittingFactory;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.Selection;
import io.recloop.training.runs.judging.CandidateJudge;
import io.recloop.training.runs.judging.Evaluation;
import io.recloop.training.runs.judging.StandIns;
import io.recloop.training.runs.snapshots.Challenge;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;

/// Lets recipes challenge the model that serves.
@Singleton
public final class Promotions {
    private final FittingFactory fittings;
    private final Publishing publishing;
    private final TrainingConfig training;
    private final GateConfig gate;
    private final RunsConfig runs;

    @Inject
    public Promotions(
            FittingFactory fittings, Publishing publishing, TrainingConfig training, GateConfig gate, RunsConfig runs) {
        this.fittings = fittings;
        this.publishing = publishing;
        this.training = training;
        this.gate = gate;
        this.runs = runs;
    }

    /// Chooses one of the recipes first.
    public RunOutcome between(RunContext context, Challenge challenge, List<Recipe> recipes, PublishOptions options)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var fitting = fitting(context, challenge);
        var chosen = new Selection(fitting, context.reporter(), runs.validationUsers())
                .choose(recipes, challenge.snapshot().beforeSlice());
        return promotion(context, challenge, fitting).of(chosen.recipe(), chosen.said(), options);
    }

    /// @param choice one sentence: how it was chosen
    public RunOutcome of(RunContext context, Challenge challenge, Recipe recipe, String choice, PublishOptions options)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        return promotion(context, challenge, fitting(context, challenge)).of(recipe, choice, options);
    }

    private Fitting fitting(RunContext context, Challenge challenge) {
        return fittings.of(context, challenge.snapshot().identity());
    }

    private Promotion promotion(RunContext context, Challenge challenge, Fitting fitting) {
        var standIns = new StandIns(context, fitting, challenge.snapshot(), training.threadsOrAllCores());
        var judge = new CandidateJudge(context, challenge, fitting, standIns, Evaluation.gateSettings(gate));
        return new Promotion(context, challenge, fitting, judge, publishing);
    }
}
