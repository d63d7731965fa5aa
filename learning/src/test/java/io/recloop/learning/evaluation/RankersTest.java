package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.AlsSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.learning.engine.ItemWeightModel;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankersTest {
    private static final AlsSettings SETTINGS = new AlsSettings(2, 1, 0.01, 0.1, 1, 0, 1, 1);

    @Test
    void anItemsBiasCountsForEveryUser() {
        var model = new FactorModel(2, 4, 1, new float[] {1, -1}, new float[] {1, 2, 3, 0})
                .withItemBiases(new float[] {0, 0, -4, 1.5f});

        var lists = new BatchTop(nothing(2, 4), 4, 1).lists(Rankers.asTrained(model, nothing(2, 4)));

        // 1, 2, -1, 1.5 and -1, -2, -7, 1.5
        assertThat(list(lists, 0)).containsExactly(1, 3, 0, 2);
        assertThat(list(lists, 1)).containsExactly(3, 0, 1, 2);
    }

    @Test
    void itemWeightsAreSummedOverTheHistory() {
        // Having 0 counts for 2 and against 3; having 1 counts for 3.
        var weights =
                CsrMatrix.ofTriples(4, 4, new int[] {0, 0, 1}, new int[] {2, 3, 3}, new float[] {0.5f, -0.2f, 0.4f});
        var history = CsrMatrix.ofPairs(3, 4, new int[] {0, 1, 1}, new int[] {0, 0, 1});
        var model = new ItemWeightModel(3, weights);

        var lists = new BatchTop(history, 3, 2).lists(Rankers.of(model, SETTINGS, history, 1));

        assertThat(list(lists, 0)).containsExactly(2, 1, 3);
        assertThat(list(lists, 1)).containsExactly(2, 3);
        assertThat(list(lists, 2)).as("nothing is said: ties by row").containsExactly(0, 1, 2);
    }

    @Test
    void itemWeightsOfAnotherOrderAreMappedAndUnknownItemsAreLeftOut() {
        // The model's rows: 0 is the judgement's 3, 1 its 1, 2 its 0; it does not know 2.
        var weights = CsrMatrix.ofTriples(3, 3, new int[] {0, 2}, new int[] {1, 1}, new float[] {1, 2});
        var history = CsrMatrix.ofPairs(2, 4, new int[] {0, 1, 1}, new int[] {3, 2, 0});
        var ranker = Rankers.of(new ItemWeightModel(9, weights), SETTINGS, history, new int[] {2, 1, -1, 0}, 1);

        var lists = new BatchTop(history, 4, 1).lists(ranker);

        assertThat(list(lists, 0)).containsExactly(1, 0);
        assertThat(list(lists, 1)).containsExactly(1, 3);
        assertThatThrownBy(() -> Rankers.of(new ItemWeightModel(9, weights), SETTINGS, history, new int[2], 1))
                .hasMessageContaining("2 rows mapped");
    }

    @Test
    void aModelOfNoNumbersRecommendsNothing() {
        var history = CsrMatrix.ofPairs(2, 3, new int[] {0}, new int[] {0});
        var broken = new FactorModel(2, 3, 1, new float[2], new float[] {1, Float.NaN, 2});
        // Finite, but its Gramian is not.
        var immense = new FactorModel(2, 3, 1, new float[2], new float[] {3e38f, 3e38f, 1});
        for (var ranker : List.of(
                Rankers.asTrained(broken, history),
                Rankers.of(broken, SETTINGS, history, 1),
                Rankers.of(immense, SETTINGS, history, 1))) {
            assertThat(new BatchTop(history, 3, 1).lists(ranker).size(1)).isZero();
            assertThat(new FullRanking(history, history, 3, 1)
                            .evaluate(ranker)
                            .metrics()
                            .ndcg())
                    .isZero();
        }
    }

    @Test
    void manyUsersOnManyThreadsGetTheListsOfEachAlone() {
        var random = new SplittableRandom(3);
        var users = new float[700 * 5];
        var items = new float[130 * 5];
        for (var values : List.of(users, items)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(-3, 4);
            }
        }
        var seen = CsrMatrix.ofPairs(
                700,
                130,
                random.ints(3000, 0, 700).toArray(),
                random.ints(3000, 0, 130).toArray());
        var ranker = new FactorRanker(new FactorModel(700, 130, 5, users, items));

        var all = new BatchTop(seen, 20, 3).lists(ranker);

        assertThat(all.slots()).isEqualTo(700);
        for (int user : new int[] {0, 31, 32, 127, 128, 511, 699}) {
            var alone = new BatchTop(seen, 20, 1).lists(ranker, new int[] {user});
            assertThat(list(all, user)).isEqualTo(list(alone, 0));
            assertThat(alone.users()).containsExactly(user);
        }
    }

    @Test
    void churnIsTheShareOfPlacesWithAnotherItem() {
        var seen = nothing(1, 4);
        var first = new BatchTop(seen, 3, 1).lists(items(4, 3, 2, 1));
        var other = new BatchTop(seen, 3, 1).lists(items(1, 3, 4, 2)); // 2, 1, 3

        assertThat(first.churn(first, 3)).isZero();
        assertThat(first.churn(other, 3)).isEqualTo(1 - 2 / 3.0);
        assertThat(first.churn(other, 1)).isEqualTo(1);
        assertThatThrownBy(() ->
                        first.churn(new BatchTop(nothing(2, 4), 3, 1).lists(new PopularityRanker(nothing(2, 4))), 3))
                .hasMessageContaining("same users");
    }

    private static Ranker items(float... scores) {
        return new FactorRanker(new FactorModel(1, scores.length, 1, new float[] {1}, scores));
    }

    private static CsrMatrix nothing(int users, int items) {
        return CsrMatrix.ofPairs(users, items, new int[0], new int[0]);
    }

    private static List<Integer> list(TopLists lists, int slot) {
        return IntStream.range(0, lists.size(slot))
                .mapToObj(place -> lists.item(slot, place))
                .toList();
    }
}
