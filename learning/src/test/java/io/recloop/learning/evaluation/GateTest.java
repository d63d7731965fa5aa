package io.recloop.learning.evaluation;

import static io.recloop.learning.evaluation.Verdict.FAILED;
import static io.recloop.learning.evaluation.Verdict.NOT_ENOUGH_EVIDENCE;
import static io.recloop.learning.evaluation.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.FactorModel;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final FactorModel MODEL = model(1, 2);
    private final Gate gate = new Gate(GateSettings.defaults());

    @Test
    void aClearlyBetterCandidatePassesEveryCheck() {
        var report = gate.judge(MODEL, ndcg(i -> 0.5 + 0.01 * (i % 3)), constant(0.1), Optional.of(constant(0.3)));

        assertThat(report.overall()).isEqualTo(PASSED);
        assertThat(report.passed()).isTrue();
        assertThat(report.results())
                .extracting(GateResult::gate)
                .containsExactly(
                        "finite-factors",
                        "factor-norms",
                        "quality-against-popularity",
                        "quality-against-incumbent",
                        "coverage-against-incumbent");
        assertThat(report.results()).allMatch(result -> result.verdict() == PASSED);
        assertThat(report.summary()).isEqualTo("All 5 checks passed");
        var incumbent = result(report, "quality-against-incumbent");
        assertThat(incumbent.measured()).isPositive();
        assertThat(incumbent.allowed()).isEqualTo(0.01 * 0.3);
        assertThat(incumbent.explanation()).contains("0.5100 against 0.3000 of the incumbent", "over 300 users");
    }

    @Test
    void withoutAnIncumbentItsChecksAreLeftOutAndThatIsSaid() {
        var report = gate.judge(MODEL, constant(0.5), constant(0.1), Optional.empty());

        assertThat(report.overall()).isEqualTo(PASSED);
        assertThat(report.results()).hasSize(3);
        assertThat(report.summary()).contains("no incumbent").contains("All 3 checks passed");
    }

    @Test
    void aWorseCandidateFailsAgainstTheIncumbent() {
        var report = gate.judge(MODEL, ndcg(i -> 0.296 + 0.001 * (i % 2)), constant(0.1), Optional.of(constant(0.3)));

        // 0.0035 below is within the allowed loss: it is the upper bound below zero that fails it.
        assertThat(result(report, "quality-against-incumbent").verdict()).isEqualTo(FAILED);
        assertThat(report.overall()).isEqualTo(FAILED);
        assertThat(report.summary()).isEqualTo("FAILED: quality-against-incumbent");
    }

    @Test
    void aGainThatIsCertainButNotWorthASwitchIsNotEnoughEvidence() {
        var report = gate.judge(MODEL, ndcg(i -> 0.3010 + 0.0002 * (i % 2)), constant(0.1), Optional.of(constant(0.3)));

        // 0.0011 better for sure, where 1 % of 0.3 is asked.
        var result = result(report, "quality-against-incumbent");
        assertThat(result.measured()).isPositive();
        assertThat(result.verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void aLossAboveTheAllowedFailsEvenWithoutCertainty() {
        // Mean −0.02, far from certain.
        var report = gate.judge(
                MODEL,
                ndcg(i -> i % 2 == 0 ? 0.98 : 0.0),
                constant(0.1),
                Optional.of(ndcg(i -> i % 2 == 0 ? 0.02 : 1.0)));

        var result = result(report, "quality-against-incumbent");
        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.explanation()).contains("-0.0200");
    }

    @Test
    void aDifferenceThatCouldBeChanceIsNotEnoughEvidence() {
        var report = gate.judge(
                MODEL,
                ndcg(i -> i % 2 == 0 ? 0.9 : 0.11),
                constant(0.1),
                Optional.of(ndcg(i -> i % 2 == 0 ? 0.1 : 0.9)));

        assertThat(result(report, "quality-against-incumbent").verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
        assertThat(report.overall()).isEqualTo(NOT_ENOUGH_EVIDENCE);
        assertThat(report.passed()).isFalse();
        assertThat(report.summary()).contains("NOT_ENOUGH_EVIDENCE: quality-against-incumbent");
    }

    @Test
    void theSameModelAgainIsNotEnoughEvidence() {
        var report = gate.judge(MODEL, constant(0.4), constant(0.1), Optional.of(constant(0.4)));

        assertThat(result(report, "quality-against-incumbent").verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void aCandidateThatPopularityBeatsFails() {
        var report = gate.judge(MODEL, constant(0.1), constant(0.2), Optional.empty());

        assertThat(result(report, "quality-against-popularity").verdict()).isEqualTo(FAILED);
        assertThat(report.overall()).isEqualTo(FAILED);
    }

    @Test
    void aCandidateThatIsBarelyBetterThanPopularityIsNotEnoughEvidence() {
        var report = gate.judge(
                MODEL, ndcg(i -> i % 2 == 0 ? 0.9 : 0.11), ndcg(i -> i % 2 == 0 ? 0.1 : 0.9), Optional.empty());

        assertThat(report.overall()).isEqualTo(NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void tooFewUsersAreNotEnoughEvidenceHoweverGoodTheModel() {
        var few = evaluation(99, i -> 0.9, 0.5);
        var report = gate.judge(MODEL, few, evaluation(99, i -> 0.1, 0.5), Optional.empty());

        var result = result(report, "quality-against-popularity");
        assertThat(result.verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
        assertThat(result.measured()).isEqualTo(99);
        assertThat(result.allowed()).isEqualTo(100);
    }

    @Test
    void factorsThatAreNoNumbersFailAndAreCounted() {
        for (var broken : new FactorModel[] {model(Float.NaN, 1), model(1, Float.POSITIVE_INFINITY)}) {
            var report = gate.judge(broken, constant(0.5), constant(0.1), Optional.empty());

            var result = result(report, "finite-factors");
            assertThat(result.verdict()).isEqualTo(FAILED);
            assertThat(result.measured()).isEqualTo(1);
            assertThat(report.results()).extracting(GateResult::gate).doesNotContain("factor-norms");
            assertThat(report.overall()).isEqualTo(FAILED);
        }
    }

    @Test
    void everyMeasureIsANumberThatJsonKnows() {
        for (var model : new FactorModel[] {MODEL, model(Float.NaN, 1), model(Float.MAX_VALUE, Float.MAX_VALUE)}) {
            var report = gate.judge(model, constant(0.5), constant(0.1), Optional.of(constant(0.3)));

            assertThat(report.results())
                    .allMatch(result -> Double.isFinite(result.measured()) && Double.isFinite(result.allowed()));
        }
    }

    @Test
    void aModelThatCollapsedToZeroOrExplodedFails() {
        var collapsed = new FactorModel(1, 1, 2, new float[2], new float[2]);

        assertThat(result(gate.judge(collapsed, constant(0.5), constant(0.1), Optional.empty()), "factor-norms")
                        .verdict())
                .isEqualTo(FAILED);
        assertThat(result(gate.judge(model(1001, 0), constant(0.5), constant(0.1), Optional.empty()), "factor-norms")
                        .verdict())
                .isEqualTo(FAILED);
    }

    @Test
    void aNarrowerCatalogueFails() {
        var narrow = evaluation(300, i -> 0.5, 0.34);
        var report = gate.judge(MODEL, narrow, constant(0.1), Optional.of(evaluation(300, i -> 0.3, 0.5)));

        var result = result(report, "coverage-against-incumbent");
        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.measured()).isEqualTo(0.34);
        assertThat(result.allowed()).isEqualTo(0.7 * 0.5);
        assertThat(report.overall()).isEqualTo(FAILED);
    }

    @Test
    void evaluationsOfOtherUsersAreRefused() {
        var shifted = new RankingEvaluation(
                constant(0.3).metrics(),
                IntStream.range(1, 301).toArray(),
                new double[300],
                new double[300],
                new double[300]);

        assertThatThrownBy(() -> gate.judge(MODEL, constant(0.5), constant(0.1), Optional.of(shifted)))
                .hasMessageContaining("same users");
    }

    /// 2,000 candidates that are equal to the incumbent in truth; few users see a hit, as with real NDCG. 5 % is
    /// stated; four standard errors of the simulation, 1.95 points, are allowed. The bootstrap's bound alone is at
    /// 7.4 % in the first case.
    @ParameterizedTest(name = "{0} users, one in {1} with a hit")
    @CsvSource({"300,100", "100,33", "400,10"})
    void anEqualModelIsPromotedAtTheStatedRateAtMost(int users, int oneIn) {
        var random = new SplittableRandom(20261121);
        var quick = new Gate(new GateSettings(0.05, 100, 0.01, 0, 1000, 400, 1));
        int promoted = 0;
        for (int trial = 0; trial < 2000; trial++) {
            var candidate = evaluation(users, i -> sparse(random, oneIn), 0.5);
            var incumbent = evaluation(users, i -> sparse(random, oneIn), 0.5);
            var report = quick.judge(MODEL, candidate, constant(users, 0), Optional.of(incumbent));
            promoted += result(report, "quality-against-incumbent").verdict() == PASSED ? 1 : 0;
        }
        assertThat(promoted / 2000.0).isBetween(0.005, 0.0695);
    }

    @Test
    void aFewLuckyUsersAreNotEnoughEvidence() {
        // Four users gain and nobody loses: a fair coin does that one time in sixteen.
        var report = gate.judge(MODEL, ndcg(i -> i < 4 ? 1 : 0.2), constant(0.1), Optional.of(constant(0.2)));

        var result = result(report, "quality-against-incumbent");
        assertThat(result.measured()).isPositive();
        assertThat(result.verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        assertRefused("significance", () -> new GateSettings(0.5, 100, 0, 0, 0, 0, 1, 0, 1, 1000, 1));
        assertRefused("significance", () -> new GateSettings(0, 100, 0, 0, 0, 0, 1, 0, 1, 1000, 1));
        assertRefused("minimumUsers", () -> new GateSettings(0.05, 0, 0, 0, 0, 0, 1, 0, 1, 1000, 1));
        assertRefused("minimumGain", () -> new GateSettings(0.05, 1, -1, 0, 0, 0, 1, 0, 1, 1000, 1));
        assertRefused("allowedLoss", () -> new GateSettings(0.05, 1, 0, -1, 0, 0, 1, 0, 1, 1000, 1));
        assertRefused("Coverage", () -> new GateSettings(0.05, 1, 0, 0, -1, 0, 1, 0, 1, 1000, 1));
        assertRefused("ColdRecall", () -> new GateSettings(0.05, 1, 0, 0, 0, -1, 1, 0, 1, 1000, 1));
        assertRefused("Churn", () -> new GateSettings(0.05, 1, 0, 0, 0, 0, 1.1, 0, 1, 1000, 1));
        assertRefused("FoldInParity", () -> new GateSettings(0.05, 1, 0, 0, 0, 0, 1, 1.1, 1, 1000, 1));
        assertRefused("largestNorm", () -> new GateSettings(0.05, 1, 0, 0, 0, 0, 1, 0, 0, 1000, 1));
        assertRefused("resamples", () -> new GateSettings(0.05, 1, 0, 0, 0, 0, 1, 0, 1, 99, 1));
    }

    private static void assertRefused(String name, ThrowingCallable settings) {
        assertThatThrownBy(settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    private static double sparse(SplittableRandom random, int oneIn) {
        return random.nextInt(oneIn) == 0 ? 1 / (Math.log(2 + random.nextInt(10)) / Math.log(2)) : 0;
    }

    private static GateResult result(GateReport report, String gate) {
        return report.results().stream()
                .filter(result -> result.gate().equals(gate))
                .findFirst()
                .orElseThrow();
    }

    private static FactorModel model(float first, float second) {
        return new FactorModel(1, 1, 2, new float[] {1, 0}, new float[] {first, second});
    }

    private static RankingEvaluation constant(double ndcg) {
        return constant(300, ndcg);
    }

    private static RankingEvaluation constant(int users, double ndcg) {
        return evaluation(users, i -> ndcg, 0.5);
    }

    private static RankingEvaluation ndcg(IntToDoubleFunction ndcg) {
        return evaluation(300, ndcg, 0.5);
    }

    private static RankingEvaluation evaluation(int users, IntToDoubleFunction ndcg, double coverage) {
        var values = IntStream.range(0, users).mapToDouble(ndcg).toArray();
        double mean = IntStream.range(0, users).mapToDouble(i -> values[i]).sum() / users;
        return new RankingEvaluation(
                new RankingMetrics(mean, mean, mean, coverage, 10, users, 0),
                IntStream.range(0, users).toArray(),
                values,
                values,
                values); // each wants an item of their own
    }
}
