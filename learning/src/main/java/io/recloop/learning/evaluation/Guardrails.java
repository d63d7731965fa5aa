package io.recloop.learning.evaluation;

import static io.recloop.learning.evaluation.Contest.K;
import static io.recloop.learning.evaluation.Verdict.FAILED;
import static io.recloop.learning.evaluation.Verdict.NOT_ENOUGH_EVIDENCE;
import static io.recloop.learning.evaluation.Verdict.PASSED;

import io.recloop.numerics.statistics.PairedBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What a candidate must not break, however good its lists are on the whole.
final class Guardrails {
    private final GateSettings settings;
    private final Contest contest;
    private final List<GateResult> results = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    Guardrails(GateSettings settings, Contest contest) {
        this.settings = settings;
        this.contest = contest;
        contest.asTrained().ifPresent(this::foldInParity);
        contest.opponent().ifPresent(this::coldRecall);
        contest.incumbent().ifPresent(this::churn);
    }

    List<GateResult> results() {
        return results;
    }

    /// What could not be measured, in words.
    List<String> leftOut() {
        return leftOut;
    }

    /// What was trained must survive being served: users are solved again there.
    private void foldInParity(ModelEvaluation asTrained) {
        double folded = contest.candidate().ranking(K).metrics().ndcg();
        double trained = asTrained.ranking(K).metrics().ndcg();
        double least = settings.minimumFoldInParity() * trained;
        boolean certain = contest.candidate().usersEvaluated() >= 2
                && upperBound(
                                contest.candidate().ofUsers(Metric.NDCG, K),
                                asTrained.ofUsers(Metric.NDCG, K),
                                settings.minimumFoldInParity())
                        < 0;
        add(
                "fold-in-parity",
                folded >= least ? PASSED : certain ? FAILED : NOT_ENOUGH_EVIDENCE,
                folded,
                least,
                "NDCG@%d is %.4f with users folded in, %.4f with users as trained; at least %.0f%% of that is asked",
                K,
                folded,
                trained,
                100 * settings.minimumFoldInParity());
    }

    /// Fails on evidence only: few users want a cold item.
    private void coldRecall(ModelEvaluation opponent) {
        var mine = contest.candidate().ofUsers(Metric.COLD_RECALL, K);
        var theirs = opponent.ofUsers(Metric.COLD_RECALL, K);
        int[] defined = IntStream.range(0, mine.length)
                .filter(slot -> !Double.isNaN(mine[slot]))
                .toArray();
        if (defined.length < settings.minimumUsers()) {
            leftOut.add("cold items were wanted by %d users, %d are needed to judge their recall"
                    .formatted(defined.length, settings.minimumUsers()));
            return;
        }
        double ratio = settings.minimumColdRecallRatio();
        double measured = contest.candidate().value(Metric.COLD_RECALL, K);
        double current = opponent.value(Metric.COLD_RECALL, K);
        boolean certain = upperBound(at(mine, defined), at(theirs, defined), ratio) < 0;
        add(
                "cold-item-recall-against-incumbent",
                measured < ratio * current && certain ? FAILED : PASSED,
                measured,
                ratio * current,
                "Recall@%d of cold items is %.4f over %d users, that of %s %.4f, at least %.0f%% of it is asked",
                K,
                measured,
                defined.length,
                contest.opponentName(),
                current,
                100 * ratio);
    }

    /// Against what users see today, whatever it was fitted to.
    private void churn(ModelEvaluation incumbent) {
        double churn = contest.candidate().lists().churn(incumbent.lists(), K);
        add(
                "churn-against-incumbent",
                churn <= settings.maximumChurn() ? PASSED : FAILED,
                churn,
                settings.maximumChurn(),
                "%.1f%% of the places of the top %d are of another item than the incumbent's lists have, allowed is %.1f%%",
                100 * churn,
                K,
                100 * settings.maximumChurn());
    }

    /// Of the mean of `mine − ratio·theirs`, one-sided.
    private double upperBound(double[] mine, double[] theirs, double ratio) {
        var asked = Arrays.stream(theirs).map(value -> ratio * value).toArray();
        return PairedBootstrap.ofDifferences(mine, asked, settings.resamples(), settings.seed())
                .upperBound(settings.significance());
    }

    private static double[] at(double[] values, int[] slots) {
        return Arrays.stream(slots).mapToDouble(slot -> values[slot]).toArray();
    }

    private void add(
            String gate, Verdict verdict, double measured, double allowed, String explanation, Object... arguments) {
        results.add(
                new GateResult(gate, verdict, measured, allowed, String.format(Locale.ROOT, explanation, arguments)));
    }
}
