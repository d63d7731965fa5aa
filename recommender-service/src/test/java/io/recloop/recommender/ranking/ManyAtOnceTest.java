package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.Planted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManyAtOnceTest {
    private static final int ITEMS = 150;
    private static final Planted PLANTED = new Planted(1, 30, ITEMS, 16);

    static List<RankingModel> models() {
        return List.of(
                RankingModel.als(PLANTED.content(), Planted.PARAMETERS, Recency.NONE),
                RankingModel.bpr(PLANTED.ofPairs().content(), Planted.BPR_PARAMETERS, Recency.NONE),
                RankingModel.ease(PLANTED.ofItemWeights().content()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void onePassForManyGivesEachWhatAPassOfHisOwnGives(RankingModel model) {
        var tastes = new ArrayList<Taste>();
        var excluded = new ArrayList<ItemSet>();
        for (int user = 0; user < 29; user++) {
            // One in seven is unknown, one in five has news.
            var name = user % 7 == 3 ? "stranger" : "u" + user;
            var since = user % 5 == 0 ? List.of(new Touch("i" + user, Signal.POSITIVE)) : List.<Touch>of();
            var taste = model.taste(name, since);
            var had = new ItemSet(ITEMS);
            taste.evidence().addSeenTo(had);
            tastes.add(taste);
            excluded.add(had);
        }
        var together = model.top(tastes, excluded, 12);
        for (int user = 0; user < 29; user++) {
            var alone = model.top(tastes.get(user), excluded.get(user), 12);
            assertThat(together.get(user)).extracting(Scored::row).isEqualTo(rows(alone));
        }
    }

    @Test
    void aProfileOfLikesIsAUserWhoLikesThem() {
        var model = models().getFirst();
        var taste = model.tasteOf(List.of(new Weighted("i3", 1), new Weighted("i9", 1), new Weighted("unknown", 1)));
        assertThat(taste.origin()).isEqualTo(Taste.Origin.FOLDED_IN);
        assertThat(taste.copyOfFactors()).containsExactly(PLANTED.solve(3, 9));
    }

    @Test
    void aHeavierLikingPullsFurther() {
        var model = models().getFirst();
        assertThat(score(model, 10, 3)).isGreaterThan(score(model, 1, 3));
    }

    @Test
    void aProfileOfNothingButLooksIsNoTaste() {
        var model = models().getFirst();
        assertThat(model.tasteOf(List.of(new Weighted("i3", 0))).origin()).isEqualTo(Taste.Origin.UNKNOWN);
        assertThat(model.tasteOf(List.of()).origin()).isEqualTo(Taste.Origin.UNKNOWN);
    }

    @Test
    void contentIsLikedByItsCosineAndAnItemWithoutContentIsLikeNothing() {
        var planted = PLANTED.withContent(12);
        var model = RankingModel.als(planted.content(), Planted.PARAMETERS, Recency.NONE);
        assertThat(model.hasContent()).isTrue();
        var itself = new ItemSet(ITEMS);
        itself.add(5);
        assertThat(model.likeContentOf(new int[] {5}, itself, 6))
                .extracting(scored -> model.item(scored.row()))
                .containsExactlyElementsOf(planted.likeContentOf(5, 6));
        assertThat(model.likeContentOf(new int[] {0}, new ItemSet(ITEMS), 6)).isEmpty();
        assertThat(model.likeContentOf(new int[] {5}, new ItemSet(ITEMS), 1)
                        .getFirst()
                        .score())
                .isCloseTo(1, within(1e-5));
        assertThat(models().getFirst().hasContent()).isFalse();
        assertThat(models().getFirst().likeContentOf(new int[] {5}, itself, 6)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theNearestUserIsOneWhoLikesTheSame(RankingModel model) {
        // Somebody new who likes just what u4 likes.
        var since = Arrays.stream(PLANTED.liked(4))
                .mapToObj(row -> new Touch("i" + row, Signal.POSITIVE))
                .toList();
        var nearest = model.similarUsers("twin", model.taste("twin", since), 5);
        assertThat(model.user(nearest.getFirst().row())).isEqualTo("u4");
        assertThat(nearest.getFirst().score()).isCloseTo(1, within(1e-3));
        assertThat(nearest).extracting(Scored::score).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(model.similarUsers("u4", model.taste("u4", List.of()), 29))
                .extracting(scored -> model.user(scored.row()))
                .doesNotContain("u4");
    }

    @Test
    void whatIsMadeAtTheFirstQuestionCanBeMadeBefore() {
        var model = RankingModel.als(PLANTED.withContent(12).content(), Planted.PARAMETERS, Recency.NONE);
        assertThat(model.prepared())
                .extracting(RankingModel.Prepared::name)
                .containsExactly("similar-items", "content-items");
        assertThat(model.prepared()).noneMatch(RankingModel.Prepared::made);
        model.prepare();
        assertThat(model.prepared()).allMatch(RankingModel.Prepared::made);
    }

    private static double score(RankingModel model, float weight, int row) {
        var taste = model.tasteOf(List.of(new Weighted("i" + row, weight), new Weighted("i9", 1)));
        return model.top(taste, new ItemSet(ITEMS), ITEMS).stream()
                .filter(scored -> scored.row() == row)
                .findFirst()
                .orElseThrow()
                .score();
    }

    private static List<Integer> rows(List<Scored> list) {
        return IntStream.range(0, list.size()).mapToObj(i -> list.get(i).row()).toList();
    }
}
