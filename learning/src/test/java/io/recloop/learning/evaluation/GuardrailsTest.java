package io.recloop.learning.evaluation;

import static io.recloop.learning.evaluation.Verdict.FAILED;
import static io.recloop.learning.evaluation.Verdict.NOT_ENOUGH_EVIDENCE;
import static io.recloop.learning.evaluation.Verdict.PASSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.Fitting;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GuardrailsTest {
    private static final int USERS = 200;
    private static final int ITEMS = 40;
    private static final FactorModel SANE = new FactorModel(1, 1, 1, new float[] {1}, new float[] {1});

    /// Everybody had item 0; user *u* wants item 1 + u % 10; items from 30 on are had by nobody.
    private final EvaluationSuite suite = suite(user -> 1 + user % 10);

    @Test
    void aContestWithAnIncumbentIsHeldToAllGuardrailsThatCanBeMeasured() {
        var good = shows("candidate", suite, user -> 1 + user % 10);
        var report = judge(
                GateSettings.defaults(), good, Optional.of(good), Optional.of(shows("incumbent", suite, user -> 20)));

        assertThat(report.results())
                .extracting(GateResult::gate)
                .contains("fold-in-parity", "churn-against-incumbent", "coverage-against-incumbent")
                .doesNotContain("cold-item-recall-against-incumbent");
        assertThat(report.overall()).isEqualTo(PASSED);
        assertThat(report.summary()).contains("cold items were wanted by 0 users, 100 are needed");
    }

    @Test
    void listsThatHaveNothingInCommonAreRefusedWhereTheOperatorLimitsChurn() {
        var candidate = shows("candidate", suite, user -> 1 + user % 10);
        var incumbent = shows("incumbent", suite, user -> 20);

        // Lists of ten of which one item is chosen and the rest are alike.
        var result = result(judge(withChurn(0.05), candidate, Optional.empty(), Optional.of(incumbent)), "churn");

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.measured()).isBetween(0.05, 0.2);
        assertThat(result.allowed()).isEqualTo(0.05);
        assertThat(result(judge(withChurn(0.2), candidate, Optional.empty(), Optional.of(incumbent)), "churn")
                        .verdict())
                .isEqualTo(PASSED);
    }

    @Test
    void lossOfColdItemsFailsWhereEnoughUsersWantedThem() {
        var cold = suite(user -> user % 2 == 0 ? 30 + user % 10 : 1 + user % 10);
        var blind = shows("candidate", cold, user -> user % 2 == 0 ? 5 : 1 + user % 10);
        var sighted = shows("incumbent", cold, user -> 30 + user % 10);

        var result = result(judge(GateSettings.defaults(), blind, Optional.empty(), Optional.of(sighted)), "cold-item");

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.measured()).isZero();
        assertThat(result.allowed()).isEqualTo(0.5);
        assertThat(result.explanation()).contains("over 100 users");
        assertThat(result(judge(GateSettings.defaults(), sighted, Optional.empty(), Optional.of(blind)), "cold-item")
                        .verdict())
                .isEqualTo(PASSED);
    }

    @Test
    void whereTheIncumbentHasAStandInOnlyTheChurnIsAgainstTheIncumbent() {
        var cold = suite(user -> user % 2 == 0 ? 30 + user % 10 : 1 + user % 10);
        var candidate = shows("candidate", cold, user -> 1 + user % 10);
        var sighted = shows("incumbent", cold, user -> user % 2 == 0 ? 30 + user % 10 : 1 + user % 10);
        var standIn = shows("incumbent, without the slice", cold, user -> 20);

        var report = new Gate(GateSettings.defaults())
                .judge(
                        SANE,
                        new Contest(
                                candidate,
                                Optional.empty(),
                                shows("popularity", cold, user -> 21),
                                Optional.of(sighted),
                                Optional.of(standIn)));

        assertThat(report.overall()).as(report.summary()).isEqualTo(PASSED);
        assertThat(report.results())
                .filteredOn(result -> result.gate().endsWith("-against-incumbent"))
                .hasSize(4)
                .filteredOn(
                        result -> result.explanation().contains("the incumbent's settings, trained without the slice,"))
                .extracting(GateResult::gate)
                .containsExactly(
                        "quality-against-incumbent",
                        "coverage-against-incumbent",
                        "cold-item-recall-against-incumbent");
        assertThat(result(report, "churn").measured())
                .isEqualTo(candidate.lists().churn(sighted.lists(), 10));
    }

    @Test
    void aFoldInThatLosesWhatWasTrainedFails() {
        var trained = shows("users as trained", suite, user -> 1 + user % 10);
        var lost = shows("candidate", suite, user -> user % 10 == 0 ? 1 : 20);

        var result = result(judge(GateSettings.defaults(), lost, Optional.of(trained), Optional.empty()), "fold-in");

        assertThat(result.verdict()).isEqualTo(FAILED);
        assertThat(result.allowed()).isEqualTo(0.95 * trained.value(Metric.NDCG, 10));
    }

    @Test
    void aFoldInThatMayHaveLostALittleByChanceIsNotEnoughEvidence() {
        // As many gain as lose, but for a few.
        var trained = shows("users as trained", suite, user -> user % 2 == 0 ? 1 + user % 10 : 20);
        var folded = shows("candidate", suite, user -> user % 2 == 1 && user > 11 ? 1 + user % 10 : 20);

        var result = result(judge(GateSettings.defaults(), folded, Optional.of(trained), Optional.empty()), "fold-in");

        assertThat(result.measured()).isLessThan(result.allowed());
        assertThat(result.verdict()).isEqualTo(NOT_ENOUGH_EVIDENCE);
    }

    @Test
    void aModelOfNoNumbersIsRefusedWithoutThrowing() {
        var split = PlantedTaste.split(300, 60, 6, 7, 1);
        var settings = new AlsSettings(8, 4, 0.004, 0.1, 1, 0, 42, 2);
        var good = Fitting.als(settings, split.seen());
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e30f}) {
            var factors = good.itemFactors().clone();
            Arrays.fill(factors, 0, 80, broken);
            var model = new FactorModel(300, 60, 8, good.userFactors(), factors);
            var judged = new EvaluationSuite(JudgedOn.of(split.seen(), split.heldOut()), new int[] {10}, 2);
            var contest = new Contest(
                    judged.evaluate("candidate", Rankers.of(model, settings, split.seen(), 2)),
                    Optional.of(judged.evaluate("users as trained", Rankers.asTrained(model, split.seen()))),
                    judged.evaluate("popularity", judged.popularity()),
                    Optional.of(judged.evaluate("incumbent", Rankers.of(good, settings, split.seen(), 2))),
                    Optional.empty());

            var report = new Gate(GateSettings.defaults()).judge(model, contest);

            assertThat(report.overall()).isEqualTo(FAILED);
            assertThat(report.results())
                    .allMatch(result -> Double.isFinite(result.measured()) && Double.isFinite(result.allowed()));
        }
    }

    @Test
    void evaluationsOfOtherUsersAreRefused() {
        var other = new EvaluationSuite(
                JudgedOn.of(none(), CsrMatrix.ofPairs(USERS, ITEMS, new int[] {3}, new int[] {3})), new int[] {10}, 1);

        assertThatThrownBy(() -> new Contest(
                        shows("candidate", suite, user -> 1),
                        Optional.empty(),
                        other.evaluate("popularity", other.popularity()),
                        Optional.empty(),
                        Optional.empty()))
                .hasMessageContaining("candidate and popularity were not evaluated on the same users");
    }

    private GateReport judge(
            GateSettings settings,
            ModelEvaluation candidate,
            Optional<ModelEvaluation> asTrained,
            Optional<ModelEvaluation> incumbent) {
        var popularity = shows("popularity", suite, user -> 21);
        return new Gate(settings)
                .judge(SANE, new Contest(candidate, asTrained, popularity, incumbent, Optional.empty()));
    }

    private static GateSettings withChurn(double most) {
        return new GateSettings(0.05, 100, 0.01, 0.01, 0.7, 0.5, most, 0.95, 1000, 2000, 42);
    }

    private static GateResult result(GateReport report, String gate) {
        return report.results().stream()
                .filter(result -> result.gate().startsWith(gate))
                .findFirst()
                .orElseThrow();
    }

    private static CsrMatrix none() {
        return CsrMatrix.ofPairs(USERS, ITEMS, new int[0], new int[0]);
    }

    private static EvaluationSuite suite(IntUnaryOperator wanted) {
        var users = IntStream.range(0, USERS).toArray();
        // Items 0 to 29 were had by somebody of the first thirty, item 0 by all.
        var history = CsrMatrix.ofPairs(
                USERS,
                ITEMS,
                IntStream.concat(Arrays.stream(users), IntStream.range(0, 30)).toArray(),
                IntStream.concat(Arrays.stream(users).map(user -> 0), IntStream.range(0, 30))
                        .toArray());
        var heldOut = CsrMatrix.ofPairs(
                USERS, ITEMS, users, Arrays.stream(users).map(wanted).toArray());
        return new EvaluationSuite(JudgedOn.of(none(), heldOut, history, null), new int[] {10}, 1);
    }

    /// Shows a user the given item first and then items 11 to 19.
    private static ModelEvaluation shows(String name, EvaluationSuite suite, IntUnaryOperator first) {
        var users = new float[USERS * ITEMS];
        var items = new float[ITEMS * ITEMS];
        for (int item = 0; item < ITEMS; item++) {
            items[item * ITEMS + item] = 1;
        }
        for (int user = 0; user < USERS; user++) {
            for (int item = 11; item < 20; item++) {
                users[user * ITEMS + item] = 20 - item;
            }
            users[user * ITEMS + first.applyAsInt(user)] = 100;
        }
        return suite.evaluate(name, new FactorRanker(new FactorModel(USERS, ITEMS, ITEMS, users, items)));
    }
}
