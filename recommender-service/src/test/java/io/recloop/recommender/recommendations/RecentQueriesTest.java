package io.recloop.recommender.recommendations;

import static org.assertj.core.api.Assertions.assertThat;

import io.recloop.recommender.ranking.Interaction;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.requests.RecommendationQuery;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentQueriesTest {
    private final RecentQueries recent = new RecentQueries();

    @Test
    void eachTenantHasItsOwnQuestions() {
        var query = RecommendationQuery.plain("shop", "an");
        recent.remember(query);
        assertThat(recent.of("shop")).containsExactly(query);
        assertThat(recent.of("other")).isEmpty();
    }

    @Test
    void theOldestMakeRoom() {
        IntStream.range(0, RecentQueries.KEPT + 3)
                .forEach(i -> recent.remember(RecommendationQuery.plain("shop", "user" + i)));
        assertThat(recent.of("shop"))
                .hasSize(RecentQueries.KEPT)
                .doesNotContain(RecommendationQuery.plain("shop", "user2"))
                .contains(
                        RecommendationQuery.plain("shop", "user3"),
                        RecommendationQuery.plain("shop", "user" + (RecentQueries.KEPT + 2)));
    }

    @Test
    void longListsAreNotKept() {
        var plain = RecommendationQuery.plain("shop", "an");
        recent.remember(new RecommendationQuery(
                plain.tenant(),
                plain.user(),
                Collections.nCopies(33, new Interaction("i1", Signal.POSITIVE)),
                plain.profile(),
                plain.page(),
                plain.filter(),
                plain.only(),
                plain.exclude(),
                plain.excludeSeen(),
                plain.explain()));
        assertThat(recent.of("shop")).isEmpty();
    }
}
