package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.SyntheticModel;
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

    private final SyntheticModel planted = new SyntheticModel(1, 30, ITEMS, 16);
    private final RankingModel model =
            RankingModelFactory.als(planted.content(), SyntheticModel.PARAMETERS, Recency.NONE);

    @Test
    void aKnownUserWithoutNewsKeepsTheStoredFactors() {
        var userVector = model.userVector("u4", List.of());
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.TRAINED);
        assertThat(userVector.copyOfFactors()).containsExactly(planted.user(4));
    }

    @Test
    void newsEqualsTrainingOnTheFullHistory() {
        int added = notHad(4);
        var userVector = model.userVector("u4", List.of(new Interaction("i" + added, Signal.POSITIVE)));
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.FOLDED_IN);
        var full = IntStream.concat(Arrays.stream(planted.liked(4)), IntStream.of(added))
                .toArray();
        assertThat(userVector.copyOfFactors()).containsExactly(planted.solve(full));
    }

    @Test
    void theLatestWordOnAnItemDecides() {
        var changedMind = List.of(
                new Interaction("i1", Signal.POSITIVE),
                new Interaction("i2", Signal.POSITIVE),
                new Interaction("i1", Signal.NEGATIVE));
        assertThat(model.userVector(null, changedMind).copyOfFactors()).containsExactly(planted.solve(2));
        var looked = List.of(new Interaction("i1", Signal.POSITIVE), new Interaction("i1", Signal.NEUTRAL));
        assertThat(model.userVector(null, looked).copyOfFactors()).containsExactly(planted.solve(1));
    }

    @Test
    void doingTheSameAgainChangesNothing() {
        var again = List.of(new Interaction("i" + planted.liked(4)[0], Signal.POSITIVE));
        assertThat(model.userVector("u4", again).origin()).isEqualTo(UserVector.Origin.TRAINED);
    }

    @Test
    void whatWasSeenWithoutBeingLikedIsExcludedAndChangesNoFactor() {
        int seen = notHad(4);
        var userVector = model.userVector("u4", List.of(new Interaction("i" + seen, Signal.NEUTRAL)));
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.TRAINED);
        var excluded = new ItemSet(ITEMS);
        userVector.history().addSeenTo(excluded);
        assertThat(excluded.contains(seen)).isTrue();
        assertThat(excluded.size()).isEqualTo(planted.had(4).length + 1);
    }

    @Test
    void aUserWhoTakesBackEverythingIsUnknown() {
        var all = Arrays.stream(planted.liked(4))
                .mapToObj(row -> new Interaction("i" + row, Signal.NEGATIVE))
                .toList();
        var userVector = model.userVector("u4", all);
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.UNKNOWN);
        assertThat(model.top(userVector, new ItemSet(ITEMS), 5)).isEmpty();
        assertThat(model.explain(userVector, 0)).isEmpty();
    }

    @Test
    void itemsThatTheModelDoesNotKnowCountForNothing() {
        assertThat(model.userVector("nobody", List.of(new Interaction("unheard-of", Signal.POSITIVE)))
                        .origin())
                .isEqualTo(UserVector.Origin.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60})
    void theContributionsSumToTheScore(int likes) {
        var interactions = IntStream.range(0, likes)
                .mapToObj(i -> new Interaction("i" + (i * 2), Signal.POSITIVE))
                .toList();
        var userVector = model.userVector(null, interactions);
        for (var line : model.top(userVector, new ItemSet(ITEMS), 10)) {
            var explanation = model.explain(userVector, line.row()).orElseThrow();
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
