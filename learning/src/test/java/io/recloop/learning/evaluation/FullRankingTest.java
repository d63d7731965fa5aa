package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.TrainingInterruptedException;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullRankingTest {
    /// One user, six items scored 6, 5, 4, 3, 2, 1. Item 0 is seen, so the list is 1, 2, 3; held out are 2, 3 and 5.
    @Test
    void metricsAreThoseWorkedOutByHand() {
        var seen = CsrMatrix.ofPairs(1, 6, new int[] {0}, new int[] {0});
        var heldOut = CsrMatrix.ofPairs(1, 6, new int[] {0, 0, 0}, new int[] {2, 3, 5});
        var model = new FactorModel(1, 6, 1, new float[] {1}, new float[] {6, 5, 4, 3, 2, 1});

        var metrics = new FullRanking(seen, heldOut, 3, 1)
                .evaluate(new FactorRanker(model))
                .metrics();

        double second = 1 / (Math.log(3) / Math.log(2));
        assertThat(metrics.recall()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(metrics.ndcg()).isCloseTo((second + 0.5) / (1 + second + 0.5), within(1e-12));
        assertThat(metrics.map()).isCloseTo((1 / 2.0 + 2 / 3.0) / 3, within(1e-12));
        assertThat(metrics.coverage()).isEqualTo(0.5);
        assertThat(metrics.usersEvaluated()).isEqualTo(1);
        assertThat(metrics.k()).isEqualTo(3);
    }

    @Test
    void theIdealListIsNoLongerThanWhatIsHeldOut() {
        var seen = CsrMatrix.ofPairs(1, 4, new int[0], new int[0]);
        var heldOut = CsrMatrix.ofPairs(1, 4, new int[] {0}, new int[] {0});
        var model = new FactorModel(1, 4, 1, new float[] {1}, new float[] {4, 3, 2, 1});

        var metrics = new FullRanking(seen, heldOut, 3, 1)
                .evaluate(new FactorRanker(model))
                .metrics();

        assertThat(metrics.ndcg()).isEqualTo(1);
        assertThat(metrics.map()).isEqualTo(1);
        assertThat(metrics.recall()).isEqualTo(1);
    }

    @Test
    void usersWithoutHeldOutAreCountedAndLeftOutOfTheMeans() {
        var seen = CsrMatrix.ofPairs(3, 2, new int[0], new int[0]);
        var heldOut = CsrMatrix.ofPairs(3, 2, new int[] {1}, new int[] {0});
        var model = new FactorModel(3, 2, 1, new float[] {1, 1, 1}, new float[] {2, 1});

        var evaluation = new FullRanking(seen, heldOut, 1, 1).evaluate(new FactorRanker(model));

        assertThat(evaluation.metrics().ndcg()).isEqualTo(1);
        assertThat(evaluation.metrics().usersEvaluated()).isEqualTo(1);
        assertThat(evaluation.metrics().usersWithoutHeldOut()).isEqualTo(2);
        assertThat(evaluation.users()).containsExactly(1);
        assertThat(evaluation.ndcgOfUsers()).containsExactly(1);
        assertThat(evaluation.recallOfUsers()).containsExactly(1);
    }

    @Test
    void nobodyToEvaluateIsZeroAndNotNaN() {
        var none = CsrMatrix.ofPairs(2, 2, new int[0], new int[0]);
        var model = new FactorModel(2, 2, 1, new float[2], new float[2]);

        var metrics = new FullRanking(none, none, 5, 2)
                .evaluate(new FactorRanker(model))
                .metrics();

        assertThat(metrics).isEqualTo(new RankingMetrics(0, 0, 0, 0, 5, 0, 2));
    }

    @Test
    void popularityRanksByCountAndThenByRow() {
        // Counts 1, 2, 0, 2; user 1 had item 1.
        var seen = CsrMatrix.ofPairs(3, 4, new int[] {0, 0, 1, 0, 2}, new int[] {0, 1, 1, 3, 3});
        var heldOut = CsrMatrix.ofPairs(3, 4, new int[] {1, 2, 2}, new int[] {0, 1, 2});

        var evaluation = new FullRanking(seen, heldOut, 2, 1).evaluate(new PopularityRanker(seen));

        // User 1 is shown 3, 0 and wanted 0; user 2 is shown 1, 0 and wanted 1, 2.
        double second = Math.log(2) / Math.log(3);
        assertThat(evaluation.ndcgOfUsers()[0]).isCloseTo(second, within(1e-12));
        assertThat(evaluation.ndcgOfUsers()[1]).isCloseTo(1 / (1 + second), within(1e-12));
        assertThat(evaluation.metrics().coverage()).isEqualTo(0.75);
    }

    @ParameterizedTest(name = "{0} users, {1} items, {2} factors, k = {3}, {4} threads")
    @CsvSource({"1,1,1,1,1", "3,17,2,5,2", "70,130,3,10,2", "259,64,8,10,3", "131,200,4,300,2"})
    void agreesWithABruteForceThatSharesNothing(int users, int items, int k, int length, int threads) {
        var random = new SplittableRandom(users * 31L + items);
        // Factors of few values: scores tie often, and are exact in float.
        var userFactors = small(random, users * k);
        var itemFactors = small(random, items * k);
        var seen = pairs(random, users, items, users * 3);
        var heldOut = pairs(random, users, items, users);
        var model = new FactorModel(users, items, k, userFactors, itemFactors);

        var evaluation = new FullRanking(seen, heldOut, length, threads).evaluate(new FactorRanker(model));

        var shown = new HashSet<Integer>();
        var ndcg = new ArrayList<Double>();
        var recall = new ArrayList<Double>();
        double map = 0;
        for (int u = 0; u < users; u++) {
            int user = u;
            var wanted = row(heldOut, user);
            if (wanted.isEmpty()) {
                continue;
            }
            var had = row(seen, user);
            var list = IntStream.range(0, items)
                    .filter(item -> !had.contains(item))
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer item) -> -score(model, user, item))
                            .thenComparingInt(item -> item))
                    .limit(length)
                    .toList();
            shown.addAll(list);
            double gain = 0;
            double ideal = 0;
            double precisions = 0;
            int hits = 0;
            for (int place = 1; place <= list.size(); place++) {
                if (wanted.contains(list.get(place - 1))) {
                    hits++;
                    gain += 1 / (Math.log(place + 1) / Math.log(2));
                    precisions += hits / (double) place;
                }
            }
            for (int place = 1; place <= Math.min(length, wanted.size()); place++) {
                ideal += 1 / (Math.log(place + 1) / Math.log(2));
            }
            ndcg.add(gain / ideal);
            recall.add(hits / (double) wanted.size());
            map += precisions / Math.min(length, wanted.size());
        }
        assertThat(evaluation.ndcgOfUsers()).usingComparatorWithPrecision(1e-12).containsExactly(array(ndcg));
        assertThat(evaluation.recallOfUsers())
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(array(recall));
        assertThat(evaluation.metrics().map()).isCloseTo(map / ndcg.size(), within(1e-12));
        assertThat(evaluation.metrics().coverage()).isCloseTo(shown.size() / (double) items, within(1e-12));
    }

    @Test
    void whatIsOfAnotherSizeIsRefused() {
        var two = CsrMatrix.ofPairs(2, 2, new int[0], new int[0]);
        var three = CsrMatrix.ofPairs(3, 2, new int[0], new int[0]);
        var model = new FactorModel(3, 2, 1, new float[3], new float[2]);

        assertThatThrownBy(() -> new FullRanking(two, three, 10, 1)).hasMessageContaining("held out");
        assertThatThrownBy(() -> new FullRanking(two, two, 10, 1).evaluate(new FactorRanker(model)))
                .hasMessageContaining("3 users");
    }

    @Test
    void anInterruptStopsItAndIsKept() {
        var pairs = CsrMatrix.ofPairs(1, 1, new int[] {0}, new int[] {0});
        var model = new FactorModel(1, 1, 1, new float[1], new float[1]);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new FullRanking(pairs, pairs, 1, 1).evaluate(new FactorRanker(model)))
                .isInstanceOf(TrainingInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private static float[] small(SplittableRandom random, int n) {
        var values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextInt(-2, 3);
        }
        return values;
    }

    private static CsrMatrix pairs(SplittableRandom random, int users, int items, int entries) {
        return CsrMatrix.ofPairs(
                users,
                items,
                random.ints(entries, 0, users).toArray(),
                random.ints(entries, 0, items).toArray());
    }

    private static double score(FactorModel model, int user, int item) {
        double score = 0;
        for (int f = 0; f < model.factors(); f++) {
            score += model.userFactors()[user * model.factors() + f]
                    * (double) model.itemFactors()[item * model.factors() + f];
        }
        return score;
    }

    private static HashSet<Integer> row(CsrMatrix matrix, int row) {
        var items = new HashSet<Integer>();
        matrix.forEach(row, (item, value) -> items.add(item));
        return items;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
