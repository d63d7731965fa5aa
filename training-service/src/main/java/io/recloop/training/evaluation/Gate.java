package io.recloop.training.evaluation;

import static io.recloop.training.evaluation.Verdict.FAILED;
import static io.recloop.training.evaluation.Verdict.NOT_ENOUGH_EVIDENCE;
import static io.recloop.training.evaluation.Verdict.PASSED;

import io.recloop.numerics.statistics.PairedBootstrap;
import io.recloop.numerics.statistics.PairedSignFlip;
import io.recloop.training.engine.TrainedModel;
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
    /// @throws IllegalArgumentException where lists of {@link Contest#K} were not measured
    public GateReport judge(TrainedModel model, Contest contest) {
        var report = judge(
                model,
                contest.candidate().ranking(Contest.K),
                contest.popularity().ranking(Contest.K),
                contest.incumbent().map(incumbent -> incumbent.ranking(Contest.K)));
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
        var results = new ArrayList<GateResult>();
        results.add(finite(model));
        if (model.isFinite()) {
            results.add(norms(model)); // of NaN there is nothing to measure
        }
        results.add(quality("quality-against-popularity", "the popularity baseline", candidate, popularity, 0));
        incumbent.ifPresent(current -> {
            results.add(
                    quality("quality-against-incumbent", "the incumbent", candidate, current, settings.allowedLoss()));
            results.add(coverage(candidate.metrics(), current.metrics()));
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

    /// To pass, the candidate has to be better by two tests at once: the bootstrap's lower bound, whose figure people
    /// can read, and the randomisation test, which alone keeps the rate at which an equal model is let through at
    /// `significance` where few users differ. Worse by the upper bound, or by more than `allowedLoss`, fails;
    /// between is undecided.
    private GateResult quality(
            String gate, String against, RankingEvaluation candidate, RankingEvaluation other, double allowedLoss) {
        if (!Arrays.equals(candidate.users(), other.users())) {
            throw new IllegalArgumentException(gate + ": the two were not evaluated on the same users");
        }
        int users = candidate.metrics().usersEvaluated();
        int k = candidate.metrics().k();
        if (users < settings.minimumUsers()) {
            return new GateResult(
                    gate,
                    NOT_ENOUGH_EVIDENCE,
                    users,
                    settings.minimumUsers(),
                    say("Only %d users have held-out interactions, %d are needed", users, settings.minimumUsers()));
        }
        var difference = PairedBootstrap.ofDifferences(
                candidate.ndcgOfUsers(), other.ndcgOfUsers(), settings.resamples(), settings.seed());
        double lower = difference.lowerBound(settings.significance());
        double upper = difference.upperBound(settings.significance());
        double chance = PairedSignFlip.pValue(
                candidate.ndcgOfUsers(), other.ndcgOfUsers(), settings.resamples(), settings.seed());
        var verdict = lower > 0 && chance <= settings.significance()
                ? PASSED
                : upper < 0 || difference.mean() < -allowedLoss ? FAILED : NOT_ENOUGH_EVIDENCE;
        return new GateResult(
                gate,
                verdict,
                lower,
                0,
                say(
                        "NDCG@%d %.4f against %.4f of %s: %+.4f, one-sided %.0f%% bounds %+.4f and %+.4f, p %.4f over %d users",
                        k,
                        candidate.metrics().ndcg(),
                        other.metrics().ndcg(),
                        against,
                        difference.mean(),
                        100 * (1 - settings.significance()),
                        lower,
                        upper,
                        chance,
                        users));
    }

    private GateResult coverage(RankingMetrics candidate, RankingMetrics incumbent) {
        double least = settings.minimumCoverageRatio() * incumbent.coverage();
        return new GateResult(
                "coverage-against-incumbent",
                candidate.coverage() >= least ? PASSED : FAILED,
                candidate.coverage(),
                least,
                say(
                        "%.1f%% of the items are shown to someone, the incumbent shows %.1f%%, at least %.1f%% is asked",
                        100 * candidate.coverage(), 100 * incumbent.coverage(), 100 * least));
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
