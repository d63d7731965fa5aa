package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.Fitting;
import io.recloop.learning.engine.PlantedTaste;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTableTest {
    private final PlantedTaste.Split split = PlantedTaste.split(300, 60, 6, 7, 1);
    private final EvaluationSuite suite =
            new EvaluationSuite(JudgedOn.of(split.seen(), split.heldOut()), new int[] {5, 10}, 2);
    private final ModelEvaluation model = suite.evaluate(
            "candidate", new FactorRanker(Fitting.als(new AlsSettings(8, 8, 0.004, 0.1, 1, 0, 42, 2), split.seen())));
    private final ModelEvaluation popularity = suite.evaluate("popularity", suite.popularity());
    private final EvaluationTable table = new EvaluationTable(List.of(model, popularity));

    @Test
    void theTextShowsEachMetricWithItsIntervalAndItsDifference() {
        var lines = table.text().lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo(
                        "300 users with something held out (0 without are left out), 60 items, all ranked but what a user had");
        assertThat(lines.get(1)).matches(" +candidate +popularity");
        assertThat(lines.get(2)).matches(" +difference");
        for (var metric : Metric.values()) {
            assertThat(lines).anyMatch(line -> line.startsWith(metric.at(5) + " "));
            assertThat(lines).anyMatch(line -> line.startsWith(metric.at(10) + " "));
        }
        assertThat(lines)
                .anyMatch(
                        line -> line.matches(
                                "ndcg@10 +0\\.\\d{4} +\\[0\\.\\d{4}, 0\\.\\d{4}] +0\\.\\d{4} +\\+0\\.\\d{4} +\\[\\+0\\.\\d{4}, \\+0\\.\\d{4}]"));
        assertThat(lines).anyMatch(line -> line.matches("cold-recall@10 +- +- +-"));
        assertThat(lines).anyMatch(line -> line.matches("light +3 to 9 +\\d+ .*"));
        assertThat(table.text()).contains("Diversity: 1 - cosine of who had the items");
    }

    /// The text goes out with the run's end, and a text of an event has a limit.
    @Test
    void fourModelsWithLongNamesFitIntoOneEvent() {
        var three = new EvaluationSuite(JudgedOn.of(split.seen(), split.heldOut()), new int[] {5, 10, 20}, 2);
        var id = "ease-20261103t100000z-0123abcd";
        var names = List.of(id, id + ", without the slice", "incumbent", "popularity");
        var text = new EvaluationTable(names.stream()
                        .map(name -> three.evaluate(name, three.popularity()))
                        .toList())
                .text();

        assertThat(text.lines().skip(1).findFirst().orElseThrow())
                .containsSubsequence(names)
                .endsWith("popularity");
        assertThat(text).hasSizeLessThan(9_000);
        assertThat(text.lines().filter(line -> line.startsWith("ndcg@")).map(String::length))
                .containsOnly(text.lines().skip(1).findFirst().orElseThrow().length());
    }

    @Test
    void theMapIsJsonAndHoldsTheSameFigures() throws Exception {
        var json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(table.toMap()));

        assertThat(json.path("users").asInt()).isEqualTo(300);
        var first = json.path("models").path(0);
        assertThat(first.path("name").asText()).isEqualTo("candidate");
        double ndcg = first.path("metrics").path("ndcg@10").asDouble();
        assertThat(ndcg).isEqualTo(model.value(Metric.NDCG, 10));
        assertThat(first.path("intervals").path("ndcg@10").path(0).asDouble()).isLessThan(ndcg);
        assertThat(first.path("intervals").path("ndcg@10").path(1).asDouble()).isGreaterThan(ndcg);
        assertThat(first.path("metrics").has("cold-recall@10")).isFalse();
        int members = 0;
        for (var segment : first.path("segments")) {
            members += segment.path("users").asInt();
        }
        assertThat(members).isEqualTo(300);
        var difference = json.path("models").path(1).path("judgedMinusThis").path("ndcg@10");
        assertThat(difference.path("lower").asDouble()).isPositive();
        assertThat(difference.path("mean").asDouble())
                .isBetween(
                        difference.path("lower").asDouble(),
                        difference.path("upper").asDouble());
    }

    @Test
    void nobodyToJudgeIsATableOfNothingAndNotAFailure() {
        var none = CsrMatrix.ofPairs(3, 4, new int[0], new int[0]);
        var empty = new EvaluationSuite(JudgedOn.of(none, none), new int[] {3}, 1);
        var only = new EvaluationTable(List.of(empty.evaluate("candidate", empty.popularity())));

        assertThat(only.text()).contains("0 users with something held out (3 without are left out)", "ndcg@3");
        assertThat(only.toMap()).containsEntry("users", 0);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        var none = CsrMatrix.ofPairs(3, 4, new int[0], new int[0]);
        var empty = new EvaluationSuite(JudgedOn.of(none, none), new int[] {5, 10}, 1);

        assertThatThrownBy(() -> new EvaluationTable(List.of())).hasMessageContaining("nothing was evaluated");
        assertThatThrownBy(() -> new EvaluationTable(List.of(model, empty.evaluate("other", empty.popularity()))))
                .hasMessageContaining("candidate and other");
        assertThatThrownBy(() -> model.value(Metric.NDCG, 7)).hasMessageContaining("[5, 10]");
        assertThatThrownBy(() -> model.ofUsers(Metric.GINI, 5)).hasMessageContaining("gini");
        assertThatThrownBy(() -> new EvaluationSuite(JudgedOn.of(none, none), new int[] {5, 5}, 1))
                .hasMessageContaining("ascend");
        assertThatThrownBy(() -> new EvaluationSuite(JudgedOn.of(none, none), new int[0], 1))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> JudgedOn.of(none, CsrMatrix.ofPairs(2, 4, new int[0], new int[0])))
                .hasMessageContaining("same users and items");
    }
}
