package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.Planted;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final int ITEMS = 150;

    private final ModelContent content = new Planted(11, 40, ITEMS, 8).content();
    private final RankingModel model = RankingModel.als(content, Planted.PARAMETERS, Recency.NONE);

    @Test
    void isThePlaceInTheListOfAllItemsThatTheUserHasNotHad() {
        for (int user = 0; user < 40; user++) {
            var taste = model.taste("u" + user, List.of());
            var had = new ItemSet(ITEMS);
            taste.evidence().addSeenTo(had);
            var list = model.top(taste, had, ITEMS);
            for (int place = 0; place < list.size(); place++) {
                var standing = model.standing(taste, list.get(place).row());
                assertThat(standing.rank()).isEqualTo(place + 1);
                assertThat(standing.ranked()).isEqualTo(list.size());
                assertThat(standing.score()).isEqualTo(list.get(place).score());
            }
        }
    }

    @Test
    void anItemThatTheUserHasHadIsRankedAmongTheOthers() {
        var taste = model.taste("u1", List.of());
        int[] had = new Planted(content).had(1);
        var standing = model.standing(taste, had[0]);
        assertThat(standing.ranked()).isEqualTo(ITEMS - had.length + 1);
        var others = new ItemSet(ITEMS);
        others.addAll(had, 0, had.length);
        others.remove(had[0]);
        assertThat(model.top(taste, others, ITEMS).get(standing.rank() - 1).row())
                .isEqualTo(had[0]);
    }

    @Test
    void somebodyUnknownIsShownWhatIsPopular() {
        var taste = model.taste(null, List.of());
        var list = model.popular(new ItemSet(ITEMS), ITEMS);
        for (int place = 0; place < ITEMS; place++) {
            assertThat(model.standing(taste, list.get(place).row()).rank()).isEqualTo(place + 1);
        }
    }

    @Test
    void anItemThatTheModelDoesNotKnowHasNoRank() {
        int had = new Planted(content).had(2).length;
        assertThat(model.standing(model.taste("u2", List.of()), -1)).isEqualTo(new Standing(0, ITEMS - had, 0));
    }

    @Test
    void aModelOfItemsOnItemsRanksAllOfThem() {
        var weights = new Planted(5, 20, 60, 4).ofItemWeights().content();
        var ease = RankingModel.ease(weights);
        var taste = ease.taste("u3", List.of());
        var had = new ItemSet(60);
        taste.evidence().addSeenTo(had);
        var list = ease.top(taste, had, 60);
        for (int place = 0; place < list.size(); place++) {
            assertThat(ease.standing(taste, list.get(place).row()).rank()).isEqualTo(place + 1);
        }
    }
}
