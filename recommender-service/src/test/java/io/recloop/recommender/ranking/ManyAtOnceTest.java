package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.SyntheticModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManyAtOnceTest {
    private static final int ITEMS = 150;
    private static final SyntheticModel PLANTED = new SyntheticModel(1, 30, ITEMS, 16);

    static List<RankingModel> models() {
        return List.of(
                RankingModelFactory.als(PLANTED.content(), SyntheticModel.PARAMETERS, Recency.NONE),
                RankingModelFactory.bpr(PLANTED.ofPairs().content(), SyntheticModel.BPR_PARAMETERS, Recency.NONE),
                RankingModelFactory.ease(PLANTED.ofItemWeights().content()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void onePassForManyGivesEachWhatAPassOfHisOwnGives(RankingModel model) {
        var userVectors = new ArrayList<UserVector>();
        var excluded = new ArrayList<ItemSet>();
        for (int user = 0; user < 29; user++) {
            // One in seven is unknown, one in five has news.
            var name = user % 7 == 3 ? "stranger" : "u" + user;
            var since = user % 5 == 0 ? List.of(new Interaction("i" + user, Signal.POSITIVE)) : List.<Interaction>of();
            var userVector = model.userVector(name, since);
            var had = new ItemSet(ITEMS);
            userVector.history().addSeenTo(had);
            userVectors.add(userVector);
            excluded.add(had);
        }
        var together = model.top(userVectors, excluded, 12);
        for (int user = 0; user < 29; user++) {
            var alone = model.top(userVectors.get(user), excluded.get(user), 12);
            assertThat(together.get(user)).extracting(ScoredItem::row).isEqualTo(rows(alone));
        }
    }

    @Test
    void aProfileOfLikesIsAUserWhoLikesThem() {
        var model = models().getFirst();
        var userVector = model.userVectorOf(
                List.of(new WeightedItem("i3", 1), new WeightedItem("i9", 1), new WeightedItem("unknown", 1)));
        assertThat(userVector.origin()).isEqualTo(UserVector.Origin.FOLDED_IN);
        assertThat(userVector.copyOfFactors()).containsExactly(PLANTED.solve(3, 9));
    }

    @Test
    void aHeavierLikingPullsFurther() {
        var model = models().getFirst();
        assertThat(score(model, 10, 3)).isGreaterThan(score(model, 1, 3));
    }

    @Test
    void aProfileOfNothingButLooksIsNoTaste() {
        var model = models().getFirst();
        assertThat(model.userVectorOf(List.of(new WeightedItem("i3", 0))).origin())
                .isEqualTo(UserVector.Origin.UNKNOWN);
        assertThat(model.userVectorOf(List.of()).origin()).isEqualTo(UserVector.Origin.UNKNOWN);
    }

    @Test
    void contentIsLikedByItsCosineAndAnItemWithoutContentIsLikeNothing() {
        var planted = PLANTED.withContent(12);
        var model = RankingModelFactory.als(planted.content(), SyntheticModel.PARAMETERS, Recency.NONE);
        assertThat(model.hasContent()).isTrue();
        var itself = new ItemSet(ITEMS);
        itself.add(5);
        assertThat(model.similarContent(new int[] {5}, itself, 6))
                .extracting(scored -> model.item(scored.row()))
                .containsExactlyElementsOf(planted.similarContent(5, 6));
        assertThat(model.similarContent(new int[] {0}, new ItemSet(ITEMS), 6)).isEmpty();
        assertThat(model.similarContent(new int[] {5}, new ItemSet(ITEMS), 1)
                        .getFirst()
                        .score())
                .isCloseTo(1, within(1e-5));
        assertThat(models().getFirst().hasContent()).isFalse();
        assertThat(models().getFirst().similarContent(new int[] {5}, itself, 6)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theNearestUserIsOneWhoLikesTheSame(RankingModel model) {
        // Somebody new who likes just what u4 likes.
        var since = Arrays.stream(PLANTED.liked(4))
                .mapToObj(row -> new Interaction("i" + row, Signal.POSITIVE))
                .toList();
        var nearest = model.similarUsers("twin", model.userVector("twin", since), 5);
        assertThat(model.user(nearest.getFirst().row())).isEqualTo("u4");
        assertThat(nearest.getFirst().score()).isCloseTo(1, within(1e-3));
        assertThat(nearest)
                .extracting(ScoredItem::score)
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(model.similarUsers("u4", model.userVector("u4", List.of()), 29))
                .extracting(scored -> model.user(scored.row()))
                .doesNotContain("u4");
    }

    @Test
    void whatIsMadeAtTheFirstQuestionCanBeMadeBefore() {
        var model = RankingModelFactory.als(PLANTED.withContent(12).content(), SyntheticModel.PARAMETERS, Recency.NONE);
        assertThat(model.prepared())
                .extracting(RankingModel.Prepared::name)
                .containsExactly("similar-items", "content-items");
        assertThat(model.prepared()).noneMatch(RankingModel.Prepared::made);
        model.prepare();
        assertThat(model.prepared()).allMatch(RankingModel.Prepared::made);
    }

    private static double score(RankingModel model, float weight, int row) {
        var userVector = model.userVectorOf(List.of(new WeightedItem("i" + row, weight), new WeightedItem("i9", 1)));
        return model.top(userVector, new ItemSet(ITEMS), ITEMS).stream()
                .filter(scored -> scored.row() == row)
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static List<Integer> rows(List<ScoredItem> list) {
        return IntStream.range(0, list.size()).mapToObj(i -> list.get(i).row()).toList();
    }
}
