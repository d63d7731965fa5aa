package io.recloop.learning.evaluation;

import static io.recloop.learning.evaluation.Verdict.FAILED;
import static io.recloop.learning.evaluation.Verdict.NOT_ENOUGH_EVIDENCE;
import static io.recloop.learning.evaluation.Verdict.PASSED;

import io.recloop.learning.engine.TrainedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Stands between a candidate and publication. Pure: the same input gives the same report.
public final class Gate {
    private final GateSettings settings;

    public Gate(GateSettings settings) {
        this.settings = settings;
    }

    /// Quality and guardrails.
    ///
    /// @throws IllegalArgumentException where lists of [Contest#K] were not measured
    public GateReport judge(TrainedModel model, Contest contest) {
        var report = judge(
                model,
                contest.candidate().ranking(Contest.K),
                contest.popularity().ranking(Contest.K),
                contest.opponent().map(opponent -> opponent.ranking(Contest.K)),
                contest.opponentName());
        if (!model.isFinite()) {
            return report; // it ranks nothing: whatever else is measured of it says nothing
        }
        var guardrails = new Guardrails(settings, contest);
        var results = new ArrayList<>(report.results());
        results.addAll(guardrails.results());
        return report(results, contest.incumbent().isPresent(), guardrails.leftOut());
    }

    /// Quality alone, with what can be said of the model without its lists.
    ///
    /// @param candidate  the candidate on the newest slice
    /// @param popularity the baseline on the same users
    /// @param incumbent  the model now serving, re-scored on the same users; absent: its checks are left out, and
    ///     that is said
    /// @throws IllegalArgumentException where the evaluations are not of the same users
    public GateReport judge(
            TrainedModel model,
            RankingEvaluation candidate,
            RankingEvaluation popularity,
            Optional<RankingEvaluation> incumbent) {
        return judge(model, candidate, popularity, incumbent, "the incumbent");
    }

    private GateReport judge(
            TrainedModel model,
            RankingEvaluation candidate,
            RankingEvaluation popularity,
            Optional<RankingEvaluation> incumbent,
            String incumbentName) {
        var results = new ArrayList<GateResult>();
        results.add(finite(model));
        if (model.isFinite()) {
            results.add(norms(model)); // of NaN there is nothing to measure
        }
        results.add(againstPopularity(candidate, popularity));
        incumbent.ifPresent(current -> {
            results.add(againstIncumbent(candidate, current, incumbentName));
            results.add(coverage(candidate.metrics(), current.metrics(), incumbentName));
        });
        return report(results, incumbent.isPresent(), List.of());
    }

    private GateResult finite(TrainedModel model) {
        long broken = model.nonFinite();
        return new GateResult(
                "finite-factors",
                broken == 0 ? PASSED : FAILED,
                broken,
                0,
                broken == 0 ? "Every factor is a finite number" : say("%d factors are NaN or infinite", broken));
    }

    private GateResult norms(TrainedModel model) {
        // A result is stored and sent as JSON, which has no infinity.
        double largest = Math.min(model.largestNorm(), Float.MAX_VALUE);
        boolean sane = largest > 0 && largest <= settings.largestNorm();
        return new GateResult(
                "factor-norms",
                sane ? PASSED : FAILED,
                largest,
                settings.largestNorm(),
                say(
                        "The longest factor row measures %.4g, allowed is above 0 and up to %.4g",
                        largest, settings.largestNorm()));
    }

    private GateResult againstPopularity(RankingEvaluation candidate, RankingEvaluation popularity) {
        String gate = "quality-against-popularity";
        return tooFewUsers(gate, candidate, popularity)
                .orElseGet(() -> quality(
                        gate,
                        "the popularity baseline",
                        candidate,
                        popularity,
                        NdcgDifference.overUsers(candidate, popularity, 0, settings),
                        0,
                        0));
    }

    private GateResult againstIncumbent(
            RankingEvaluation candidate, RankingEvaluation incumbent, String incumbentName) {
        String gate = "quality-against-incumbent";
        double asked = settings.minimumGain();
        return tooFewUsers(gate, candidate, incumbent)
                .orElseGet(() -> quality(
                        gate,
                        incumbentName,
                        candidate,
                        incumbent,
                        NdcgDifference.overUsersAndItems(candidate, incumbent, asked, settings),
                        asked,
                        settings.allowedLoss()));
    }

    private Optional<GateResult> tooFewUsers(String gate, RankingEvaluation candidate, RankingEvaluation other) {
        if (!Arrays.equals(candidate.users(), other.users())) {
            throw new IllegalArgumentException(gate + ": the two were not evaluated on the same users");
        }
        int users = candidate.metrics().usersEvaluated();
        return users >= settings.minimumUsers()
                ? Optional.empty()
                : Optional.of(new GateResult(
                        gate,
                        NOT_ENOUGH_EVIDENCE,
                        users,
                        settings.minimumUsers(),
                        say(
                                "Only %d users have held-out interactions, %d are needed",
                                users, settings.minimumUsers())));
    }

    /// To pass, the candidate has to be better by two tests at once: the bootstrap's lower bound, whose figure
    /// people can read, and the randomisation test, which holds `significance` also where few pairs differ.
    /// Worse by the upper bound, or by more than `allowedLoss`, fails; between is undecided.
    ///
    /// @param asked the share of the other's NDCG that the difference has to exceed
    private GateResult quality(
            String gate,
            String against,
            RankingEvaluation candidate,
            RankingEvaluation other,
            NdcgDifference difference,
            double asked,
            double allowedLoss) {
        double margin = asked * other.metrics().ndcg();
        var verdict = difference.lower() > margin && difference.chance() <= settings.significance()
                ? PASSED
                : difference.upper() < 0 || difference.mean() < -allowedLoss ? FAILED : NOT_ENOUGH_EVIDENCE;
        return new GateResult(
                gate,
                verdict,
                difference.lower(),
                margin,
                say(
                        "NDCG@%d %.4f against %.4f of %s: %+.4f, one-sided %.0f%% bounds %+.4f and %+.4f, more than %+.4f is asked, p %.4f over %d users",
                        candidate.metrics().k(),
                        candidate.metrics().ndcg(),
                        other.metrics().ndcg(),
                        against,
                        difference.mean(),
                        100 * (1 - settings.significance()),
                        difference.lower(),
                        difference.upper(),
                        margin,
                        difference.chance(),
                        candidate.metrics().usersEvaluated()));
    }

    private GateResult coverage(RankingMetrics candidate, RankingMetrics incumbent, String incumbentName) {
        double least = settings.minimumCoverageRatio() * incumbent.coverage();
        return new GateResult(
                "coverage-against-incumbent",
                candidate.coverage() >= least ? PASSED : FAILED,
                candidate.coverage(),
                least,
                say(
                        "%.1f%% of the items are shown to someone, %s shows %.1f%%, at least %.1f%% is asked",
                        100 * candidate.coverage(), incumbentName, 100 * incumbent.coverage(), 100 * least));
    }

    private static GateReport report(List<GateResult> results, boolean againstIncumbent, List<String> leftOut) {
        var overall = results.stream().anyMatch(result -> result.verdict() == FAILED)
                ? FAILED
                : results.stream().anyMatch(result -> result.verdict() == NOT_ENOUGH_EVIDENCE)
                        ? NOT_ENOUGH_EVIDENCE
                        : PASSED;
        var deciding = results.stream()
                .filter(result -> result.verdict() == overall)
                .map(GateResult::gate)
                .toList();
        var summary = overall == PASSED
                ? "All %d checks passed".formatted(results.size())
                : "%s: %s".formatted(overall, String.join(", ", deciding));
        var notes = new ArrayList<>(List.of(summary));
        if (!againstIncumbent) {
            notes.add("there is no incumbent, so its checks were left out");
        }
        notes.addAll(leftOut);
        return new GateReport(overall, results, String.join("; ", notes));
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
