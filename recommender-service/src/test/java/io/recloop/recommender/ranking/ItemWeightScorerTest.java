package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.SyntheticModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemWeightScorerTest {
    private static final int ITEMS = 60;

    /// A user has at most 8 items and weights are at most 1 each: 8·2⁻²⁴·8.
    private static final double ERROR = 4e-6;

    private final ModelContent content =
            new SyntheticModel(5, 20, ITEMS, 4).ofItemWeights().content();
    private final RankingModel model = RankingModelFactory.ease(content);

    @Test
    void aScoreIsWhatTheLikedItemsSayForIt() {
        var userVector = model.userVector("u3", List.of());
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.TRAINED);
        var best = model.top(userVector, new ItemSet(ITEMS), 10);
        assertThat(best).isNotEmpty();
        for (var line : best) {
            double exact = 0;
            for (int liked : new SyntheticModel(content).liked(3)) {
                exact += weight(liked, line.row());
            }
            assertThat(line.score()).isPositive().isCloseTo(exact, within(ERROR));
            var explanation = model.explain(userVector, line.row()).orElseThrow();
            assertThat(explanation.sum()).isCloseTo(exact, within(ERROR));
            assertThat(explanation.contributions())
                    .isSortedAccordingTo((one, other) -> Double.compare(other.amount(), one.amount()));
        }
    }

    @Test
    void newsCountsAtOnceAndANewcomerIsLikeAnyoneElse() {
        var news = List.of(new Interaction("i7", Signal.POSITIVE));
        assertThat(model.userVector("nobody", news).origin()).isEqualTo(UserVector.Origin.FOLDED_IN);
        for (var line : model.top(model.userVector(null, news), new ItemSet(ITEMS), 5)) {
            assertThat(line.score()).isEqualTo(weight(7, line.row()));
        }
        assertThat(model.userVector("nobody", List.of()).origin()).isEqualTo(UserVector.Origin.UNKNOWN);
    }

    @Test
    void excludedItemsAndThoseThatNothingSpeaksForAreLeftOut() {
        var userVector = model.userVector(null, List.of(new Interaction("i7", Signal.POSITIVE)));
        var all = model.top(userVector, new ItemSet(ITEMS), ITEMS);
        assertThat(all).hasSizeLessThan(ITEMS).allMatch(line -> line.score() > 0);
        var excluded = new ItemSet(ITEMS);
        excluded.add(all.getFirst().row());
        assertThat(model.top(userVector, excluded, ITEMS)).containsExactlyElementsOf(all.subList(1, all.size()));
    }

    @Test
    void similarItemsAreThoseThatAnItemSpeaksFor() {
        assertThat(model.similar(7, new ItemSet(ITEMS), 3)).hasSize(3).allSatisfy(line -> assertThat(line.score())
                .isEqualTo(weight(7, line.row())));
    }

    @Test
    void theSelfTestFindsNothingWrongWithIt() {
        assertThat(new SelfTest(16).check(model)).isEmpty();
        assertThat(model.factors()).isZero();
    }

    @Test
    void withoutItemWeightsThereIsNoSuchModel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankingModelFactory.ease(new SyntheticModel(5, 20, ITEMS, 4).content()))
                .withMessageContaining("item weights");
    }

    private double weight(int row, int column) {
        var weights = content.itemWeights();
        for (int e = (int) weights.indptr()[row]; e < weights.indptr()[row + 1]; e++) {
            if (weights.indices()[e] == column) {
                return weights.weights()[e];
            }
        }
        return 0;
    }
}
