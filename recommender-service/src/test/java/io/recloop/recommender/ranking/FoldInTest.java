package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.Planted;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldInTest {
    private static final int ITEMS = 120;

    /// 16 factors of norms below 4: 2·16·2⁻²⁴·16, and as much again for rounding the solution to float.
    private static final double SCORE_ERROR = 6e-5;

    private final Planted planted = new Planted(1, 30, ITEMS, 16);
    private final RankingModel model = RankingModel.als(planted.content(), Planted.PARAMETERS, Recency.NONE);

    @Test
    void aKnownUserWithoutNewsKeepsTheStoredFactors() {
        var taste = model.taste("u4", List.of());
        assertThat(taste.origin()).isEqualTo(Taste.Origin.TRAINED);
        assertThat(taste.copyOfFactors()).containsExactly(planted.user(4));
    }

    @Test
    void newsEqualsTrainingOnTheFullHistory() {
        int added = notHad(4);
        var taste = model.taste("u4", List.of(new Touch("i" + added, Signal.POSITIVE)));
        assertThat(taste.origin()).isEqualTo(Taste.Origin.FOLDED_IN);
        var full = IntStream.concat(Arrays.stream(planted.liked(4)), IntStream.of(added))
                .toArray();
        assertThat(taste.copyOfFactors()).containsExactly(planted.solve(full));
    }

    @Test
    void theLatestWordOnAnItemDecides() {
        var changedMind = List.of(
                new Touch("i1", Signal.POSITIVE), new Touch("i2", Signal.POSITIVE), new Touch("i1", Signal.NEGATIVE));
        assertThat(model.taste(null, changedMind).copyOfFactors()).containsExactly(planted.solve(2));
        var looked = List.of(new Touch("i1", Signal.POSITIVE), new Touch("i1", Signal.NEUTRAL));
        assertThat(model.taste(null, looked).copyOfFactors()).containsExactly(planted.solve(1));
    }

    @Test
    void doingTheSameAgainChangesNothing() {
        var again = List.of(new Touch("i" + planted.liked(4)[0], Signal.POSITIVE));
        assertThat(model.taste("u4", again).origin()).isEqualTo(Taste.Origin.TRAINED);
    }

    @Test
    void whatWasSeenWithoutBeingLikedIsExcludedAndChangesNoFactor() {
        int seen = notHad(4);
        var taste = model.taste("u4", List.of(new Touch("i" + seen, Signal.NEUTRAL)));
        assertThat(taste.origin()).isEqualTo(Taste.Origin.TRAINED);
        var excluded = new ItemSet(ITEMS);
        taste.evidence().addSeenTo(excluded);
        assertThat(excluded.contains(seen)).isTrue();
        assertThat(excluded.size()).isEqualTo(planted.had(4).length + 1);
    }

    @Test
    void aUserWhoTakesBackEverythingIsUnknown() {
        var all = Arrays.stream(planted.liked(4))
                .mapToObj(row -> new Touch("i" + row, Signal.NEGATIVE))
                .toList();
        var taste = model.taste("u4", all);
        assertThat(taste.origin()).isEqualTo(Taste.Origin.UNKNOWN);
        assertThat(model.top(taste, new ItemSet(ITEMS), 5)).isEmpty();
        assertThat(model.explain(taste, 0)).isEmpty();
    }

    @Test
    void itemsThatTheModelDoesNotKnowCountForNothing() {
        assertThat(model.taste("nobody", List.of(new Touch("unheard-of", Signal.POSITIVE)))
                        .origin())
                .isEqualTo(Taste.Origin.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60})
    void theContributionsSumToTheScore(int likes) {
        var touches = IntStream.range(0, likes)
                .mapToObj(i -> new Touch("i" + (i * 2), Signal.POSITIVE))
                .toList();
        var taste = model.taste(null, touches);
        for (var line : model.top(taste, new ItemSet(ITEMS), 10)) {
            var explanation = model.explain(taste, line.row()).orElseThrow();
            assertThat(explanation.contributions()).hasSize(likes);
            assertThat(explanation.sum()).isCloseTo(line.score(), within(SCORE_ERROR));
            assertThat(explanation.contributions())
                    .isSortedAccordingTo((one, other) -> Double.compare(other.amount(), one.amount()));
        }
    }

    @Test
    void popularItemsComeByTheirCountAndThenByRow() {
        var all = model.popular(new ItemSet(ITEMS), ITEMS);
        assertThat(all)
                .hasSize(ITEMS)
                .isSortedAccordingTo((one, other) -> one.score() != other.score()
                        ? Double.compare(other.score(), one.score())
                        : Integer.compare(one.row(), other.row()));
    }

    private int notHad(int user) {
        return IntStream.range(0, ITEMS)
                .filter(row -> Arrays.stream(planted.had(user)).noneMatch(had -> had == row))
                .findFirst()
                .orElseThrow();
    }
}
