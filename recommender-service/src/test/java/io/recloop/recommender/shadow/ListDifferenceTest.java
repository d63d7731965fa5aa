package io.recloop.recommender.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.recommender.candidates.RecommendedItem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListDifferenceTest {
    @Test
    void aListIsLikeItself() {
        var list = list(RecommendedItem.COLLABORATIVE, 1, "a", "b", "c");
        assertThat(ListDifference.of(list, list)).isEqualTo(new ListDifference(3, 1, 1.0, 0.0));
    }

    @Test
    void theOrderTurnedRoundCorrelatesNegatively() {
        var difference = ListDifference.of(
                list(RecommendedItem.COLLABORATIVE, 1, "a", "b", "c"),
                list(RecommendedItem.COLLABORATIVE, 2, "c", "b", "a"));
        assertThat(difference.overlap()).isEqualTo(1);
        assertThat(difference.rankCorrelation()).isEqualTo(-1);
    }

    @Test
    void whatIsNotInBothCountsAgainstTheOverlapAndNotInTheCorrelation() {
        var difference = ListDifference.of(
                list(RecommendedItem.COLLABORATIVE, 1, "a", "x", "b", "c"),
                list(RecommendedItem.COLLABORATIVE, 1, "a", "c", "y", "b"));
        assertThat(difference.compared()).isEqualTo(4);
        assertThat(difference.overlap()).isEqualTo(0.75);
        // Ranks 1, 2, 3 against 1, 3, 2: 1 − 6·2/(3·8).
        assertThat(difference.rankCorrelation()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void scoresShiftByTheirMeanOverWhatBothChoseByTaste() {
        var one = new ArrayList<>(list(RecommendedItem.COLLABORATIVE, 1, "a", "b"));
        var other = new ArrayList<>(list(RecommendedItem.COLLABORATIVE, 3, "a", "b"));
        one.addAll(list(RecommendedItem.POPULAR, 100, "p"));
        other.addAll(list(RecommendedItem.POPULAR, 900, "p"));
        assertThat(ListDifference.of(one, other).scoreShift()).isCloseTo(2, within(1e-12));
    }

    @Test
    void listsWithNothingInCommonHaveNeitherCorrelationNorShift() {
        assertThat(ListDifference.of(
                        list(RecommendedItem.COLLABORATIVE, 1, "a"), list(RecommendedItem.COLLABORATIVE, 1, "b", "c")))
                .isEqualTo(new ListDifference(2, 0, null, null));
        assertThat(ListDifference.of(List.of(), List.of())).isEqualTo(new ListDifference(0, 0, null, null));
    }

    @Test
    void onlyTheFirstTenCount() {
        var items = new String[12];
        java.util.Arrays.setAll(items, i -> "i" + i);
        var list = list(RecommendedItem.COLLABORATIVE, 1, items);
        assertThat(ListDifference.of(list, list).compared()).isEqualTo(10);
    }

    private static List<RecommendedItem> list(String source, double score, String... items) {
        var lines = new ArrayList<RecommendedItem>();
        for (var item : items) {
            lines.add(new RecommendedItem(item, null, lines.size() + 1, score, source, null, null));
        }
        return lines;
    }
}
