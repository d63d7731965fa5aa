package io.recloop.learning.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recloop.learning.engine.BprSettings;
import io.recloop.learning.engine.FactorModel;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.numerics.kernels.TopK;
import io.recloop.numerics.sparse.CsrMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BprFoldInTest {
    /// Items 0 and 1 point one way, 2 and 3 the other; item 3 has the highest bias.
    private static final FactorModel MODEL = new FactorModel(
                    1, 4, 2, new float[] {2, 0}, new float[] {1, 0, 1, 0.1f, -1, 0, -1, 0.1f})
            .withItemBiases(new float[] {0, 0, 0.1f, 5});
    private static final float[] POPULARITY = {1, 1, 1, 1};
    private static final BprSettings SETTINGS = BprSettings.defaults();

    @Test
    void theBiasCountsInTheOrderOfTrainedUsers() {
        var ranker = new FactorRanker(MODEL);

        assertThat(top(ranker)).containsExactly(3, 0, 1, 2);
    }

    @Test
    void aUserWithoutHistoryIsRankedByTheBiasesAlone() {
        var none = CsrMatrix.ofPairs(1, 4, new int[0], new int[0]);

        assertThat(top(BprFoldIn.ranker(MODEL, SETTINGS, none, new int[] {0, 1, 2, 3}, POPULARITY, 1)))
                .containsExactly(3, 2, 0, 1);
    }

    @Test
    void historyDrawsAUserToItsLikeInTheRowsOfTheJudgement() {
        // The judgement's items are the model's in reverse, after one that the model does not know.
        var had = CsrMatrix.ofPairs(1, 5, new int[] {0, 0}, new int[] {0, 4});
        var ownRow = new int[] {-1, 3, 2, 1, 0};

        var ranker = BprFoldIn.ranker(MODEL, SETTINGS, had, ownRow, POPULARITY, 2);

        var unknown = new ItemSet(5);
        ranker.excludeUnknown(unknown);
        assertThat(unknown.contains(0)).isTrue();
        assertThat(unknown.size()).isEqualTo(1);
        assertThat(top(ranker, unknown).subList(2, 4)).doesNotContain(3);
        assertThat(top(ranker, unknown).indexOf(4))
                .isLessThan(top(ranker, unknown).indexOf(2));
    }

    @Test
    void aJudgementDrawsTheNegativesByItsHistory() {
        // Two users who had items 0 and 1: the history's counts are 2, 1, 0 and 0.
        var history = CsrMatrix.ofPairs(2, 4, new int[] {0, 0, 1}, new int[] {0, 1, 0});
        var judged = Rankers.of(MODEL, SETTINGS, history, 1);
        var told = BprFoldIn.ranker(MODEL, SETTINGS, history, new int[] {0, 1, 2, 3}, new float[] {2, 1, 0, 0}, 1);

        assertThat(scores(judged)).isEqualTo(scores(told));
        assertThat(scores(judged))
                .isNotEqualTo(
                        scores(BprFoldIn.ranker(MODEL, SETTINGS, history, new int[] {0, 1, 2, 3}, POPULARITY, 1)));
    }

    @Test
    void aMappingOfAnotherSizeIsRefused() {
        var history = CsrMatrix.ofPairs(1, 4, new int[0], new int[0]);

        assertThatThrownBy(() -> BprFoldIn.ranker(MODEL, SETTINGS, history, new int[3], POPULARITY, 1))
                .hasMessageContaining("3 rows mapped");
        assertThatThrownBy(() -> Rankers.of(MODEL, SETTINGS, history, new int[3], 1))
                .hasMessageContaining("3 rows mapped");
    }

    private static List<Float> scores(Ranker ranker) {
        var best = new TopK(4);
        ranker.top(new int[] {0}, 0, 1, new ItemSet[] {new ItemSet(4)}, new TopK[] {best});
        return IntStream.range(0, best.size()).mapToObj(best::score).toList();
    }

    private static List<Integer> top(FactorRanker ranker) {
        return top(ranker, new ItemSet(ranker.items()));
    }

    private static List<Integer> top(FactorRanker ranker, ItemSet excluded) {
        var best = new TopK(5);
        ranker.top(new int[] {0}, 0, 1, new ItemSet[] {excluded}, new TopK[] {best});
        return IntStream.range(0, best.size()).mapToObj(best::item).toList();
    }
}
