package io.recloop.recommender.lists;

import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.recommender.stack.ApiCalls;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Lists of a service that gives half of the attention to what is new, from the first place on.
@QuarkusTest
@TestProfile(ExploringTest.Half.class)
@WithTestResource(Stack.class)
class ExploringTest {
    public static final class Half implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "recloop.recommender.reranking.exploration.share",
                    "0.5",
                    "recloop.recommender.reranking.exploration.position",
                    "1",
                    "recloop.recommender.reranking.exploration.most-positives",
                    "0");
        }
    }

    @Test
    void newItemsGetTheirSlotsAndWhatMayNotBeShownDoesNot() {
        try (var shop = new Shop("exploring")) {
            ApiCalls.awaitReady();
            var planted = new SyntheticModel(21, 40, 60, 16);
            shop.write(Topic.ITEMS, item(shop, "fresh", "new", "Hoa", 3, true));
            shop.write(Topic.ITEMS, item(shop, "fresher", "new", "Hoa", 4, true));
            shop.write(Topic.ITEMS, item(shop, "sold-out", "new", "Hoa", 5, false));
            shop.write(Topic.ITEMS, old(shop));
            shop.serve(planted, 1, shop.endOfInteractions());
            // Half of the attention of ten lines is more than the first two take, and there are only two new items.
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                var answer = recommend(shop, "u3", "?limit=10");
                assertThat(answer.getList("items.source", String.class).subList(0, 3))
                        .containsExactly("exploration", "exploration", "collaborative");
                assertThat(answer.getList("items.item", String.class).subList(0, 2))
                        .containsExactlyInAnyOrder("fresh", "fresher");
            });
            var ruled = given().auth()
                    .oauth2(shop.token("operator"))
                    .contentType("application/json")
                    .body("{\"name\":\"not yet\",\"condition\":{\"items\":[\"fresh\"]},\"action\":{\"kind\":\"hide\"}}")
                    .post("/v1/rules");
            assertThat(ruled.statusCode()).isEqualTo(201);
            var after = recommend(shop, "u3", "?limit=10").getList("items.item", String.class);
            assertThat(after)
                    .startsWith("fresher")
                    .doesNotContain("fresh", "sold-out", "old")
                    .hasSize(10);
        }
    }

    private static ItemUpserted old(Shop shop) {
        var old = item(shop, "old", "new", "Hoa", 4, true);
        return old.addedAt(Instant.now().minus(Duration.ofDays(15)));
    }
}
