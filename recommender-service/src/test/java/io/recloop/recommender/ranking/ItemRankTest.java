package io.recloop.recommender.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.contracts.bundle.ModelContent;
import io.recloop.numerics.kernels.ItemSet;
import io.recloop.recommender.stack.SyntheticModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ItemRankTest {
    private static final int ITEMS = 150;

    private final ModelContent content = new SyntheticModel(11, 40, ITEMS, 8).content();
    private final RankingModel model = RankingModelFactory.als(content, SyntheticModel.PARAMETERS, Recency.NONE);

    @Test
    void isThePlaceInTheListOfAllItemsThatTheUserHasNotHad() {
        for (int user = 0; user < 40; user++) {
            var userVector = model.userVector("u" + user, List.of());
            var had = new ItemSet(ITEMS);
            userVector.history().addSeenTo(had);
            var list = model.top(userVector, had, ITEMS);
            for (int place = 0; place < list.size(); place++) {
                var itemRank = model.rank(userVector, list.get(place).row());
                assertThat(itemRank.rank()).isEqualTo(place + 1);
                assertThat(itemRank.ranked()).isEqualTo(list.size());
                assertThat(itemRank.score()).isEqualTo(list.get(place).score());
            }
        }
    }

    @Test
    void anItemThatTheUserHasHadIsRankedAmongTheOthers() {
        var userVector = model.userVector("u1", List.of());
        int[] had = new SyntheticModel(content).had(1);
        var itemRank = model.rank(userVector, had[0]);
        assertThat(itemRank.ranked()).isEqualTo(ITEMS - had.length + 1);
        var others = new ItemSet(ITEMS);
        others.addAll(had, 0, had.length);
        others.remove(had[0]);
        assertThat(model.top(userVector, others, ITEMS).get(itemRank.rank() - 1).row())
                .isEqualTo(had[0]);
    }

    @Test
    void somebodyUnknownIsShownWhatIsPopular() {
        var userVector = model.userVector(null, List.of());
        var list = model.popular(new ItemSet(ITEMS), ITEMS);
        for (int place = 0; place < ITEMS; place++) {
            assertThat(model.rank(userVector, list.get(place).row()).rank()).isEqualTo(place + 1);
        }
    }

    @Test
    void anItemThatTheModelDoesNotKnowHasNoRank() {
        int had = new SyntheticModel(content).had(2).length;
        assertThat(model.rank(model.userVector("u2", List.of()), -1)).isEqualTo(new ItemRank(0, ITEMS - had, 0));
    }

    @Test
    void aModelOfItemsOnItemsRanksAllOfThem() {
        var weights = new SyntheticModel(5, 20, 60, 4).ofItemWeights().content();
        var ease = RankingModelFactory.ease(weights);
        var userVector = ease.userVector("u3", List.of());
        var had = new ItemSet(60);
        userVector.history().addSeenTo(had);
        var list = ease.top(userVector, had, 60);
        for (int place = 0; place < list.size(); place++) {
            assertThat(ease.rank(userVector, list.get(place).row()).rank()).isEqualTo(place + 1);
        }
    }
}
