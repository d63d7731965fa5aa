package io.recloop.training.runs.promotion;

import io.recloop.contracts.bundle.CorruptBundleException;
import io.recloop.training.publication.NotVerifiedException;
import io.recloop.training.runs.context.RunContext;
import io.recloop.training.runs.context.RunOutcome;
import io.recloop.training.runs.context.TooLittleMemoryException;
import io.recloop.training.runs.fitting.Fitting;
import io.recloop.training.runs.fitting.Recipe;
import io.recloop.training.runs.fitting.WarmStart;
import io.recloop.training.runs.judging.CandidateJudge;
import io.recloop.training.runs.judging.Judged;
import io.recloop.training.runs.snapshots.Challenge;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From a recipe to a verdict and what follows from it, on one dataset: train, evaluate, judge, and refit and publish
/// or refuse.
final class Promotion {
    private final RunContext context;
    private final Challenge challenge;
    private final Fitting fitting;
    private final CandidateJudge judge;
    private final Publishing publishing;

    Promotion(RunContext context, Challenge challenge, Fitting fitting, CandidateJudge judge, Publishing publishing) {
        this.context = context;
        this.challenge = challenge;
        this.fitting = fitting;
        this.judge = judge;
        this.publishing = publishing;
    }

    /// @param choice one sentence: how it was chosen; empty where there was no choice to make
    RunOutcome of(Recipe recipe, String choice, PublishOptions options)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var start = start(options, recipe);
        var said = said(choice, recipe.origin(), start.said());
        var outcome = options.skipEval()
                ? publish(judge.unjudged(recipe, said), start)
                : challenge(recipe, said, options, start);
        fitting.finished();
        return outcome;
    }

    private RunOutcome challenge(Recipe recipe, String said, PublishOptions options, WarmStart start)
            throws IOException, InterruptedException, NotVerifiedException, CorruptBundleException,
                    TooLittleMemoryException {
        var decision = judge.judge(recipe, said, hasSeenTheSlice() ? WarmStart.COLD : start, options.force());
        boolean publishable = decision.isPassed() || (options.force() && decision.finite());
        return publishable ? publish(decision.judged(), start) : publishing.refuse(context, decision.judged());
    }

    private WarmStart start(PublishOptions options, Recipe recipe) throws CorruptBundleException {
        if (!options.warmStart()) {
            return WarmStart.COLD;
        }
        var former = challenge.incumbent().bundle();
        if (former.isEmpty()) {
            return WarmStart.not("no warm start: there is no serving model that could be read");
        }
        var start = WarmStart.of(former.get(), challenge.snapshot().dataset(), recipe.settings());
        return start.model() != null && hasSeenTheSlice()
                ? start.saying(start.said() + ", for the refit alone, because it has seen some of the slice")
                : start;
    }

    /// A candidate that begins from its factors would be judged on what it has seen.
    private boolean hasSeenTheSlice() {
        return challenge
                .incumbent()
                .hasSeen(challenge.snapshot().dataset().description().slice());
    }

    private static String said(String... sentences) {
        return Stream.of(sentences).filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining("; "));
    }

    private RunOutcome publish(Judged judged, WarmStart start)
            throws IOException, NotVerifiedException, InterruptedException, TooLittleMemoryException {
        context.reporter().stage("refit", "the same settings on everything");
        var everything = challenge.snapshot().everything();
        var fitted = fitting.fit(
                Fitting.Task.of("refit", judged.recipe().settings(), everything).from(start));
        return publishing.publish(context, judged, fitted, everything);
    }
}
