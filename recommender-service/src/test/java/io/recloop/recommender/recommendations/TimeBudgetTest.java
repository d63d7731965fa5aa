package io.recloop.recommender.recommendations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.recommender.stack.ApiCalls;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Stack.class)
class TimeBudgetTest {
    private static final String TIMEOUT = "X-Request-Timeout-Ms";

    @Test
    void whoHasNoTimeIsShownWhatIsPopularAndToldSo() {
        try (var shop = new Shop("hasty")) {
            shop.serve(new SyntheticModel(21, 20, 50, 8), 1, shop.endOfInteractions());
            var hasty = ask(shop, "0");
            assertThat(hasty.statusCode()).isEqualTo(200);
            assertThat(hasty.jsonPath().getString("strategy")).isEqualTo("popular");
            assertThat(hasty.jsonPath().getString("degraded")).isEqualTo("time-budget");
            var best = hasty.jsonPath().getString("items[0].item");

            var patient = ask(shop, "60000");
            assertThat(patient.jsonPath().getString("strategy")).isEqualTo("personalized");
            assertThat(patient.jsonPath().getString("degraded")).isNull();

            // Haste makes no reason to show what the user has just bought.
            shop.write(Topic.INTERACTIONS, ApiCalls.interaction(shop, "u2", best, Action.PURCHASE));
            await().untilAsserted(() -> assertThat(ask(shop, "0").jsonPath().getList("items.item", String.class))
                    .hasSize(10)
                    .doesNotContain(best));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "60001", "soon", "", "1e3", "99999999999999999999"})
    void aTimeThatIsNoneIsRefused(String time) {
        try (var shop = new Shop("hasty")) {
            var refused = ask(shop, time);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("type")).isEqualTo("/problems/invalid-request");
            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo("X-Request-Timeout-Ms must be a number from 0 to 60000");
        }
    }

    /// A series for each path would be one for each user.
    @Test
    void aRequestThatIsAnsweredBeforeItIsRoutedIsNotCountedByItsPath() {
        try (var shop = new Shop("hasty")) {
            shop.client().header(TIMEOUT, "soon").get("/v1/users/one-of-many/recommendations");
            await().untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                    .contains("uri=\"/unrouted\"")
                    .doesNotContain("one-of-many"));
        }
    }

    private static Response ask(Shop shop, String time) {
        return shop.client().header(TIMEOUT, time).get("/v1/users/u2/recommendations");
    }
}
