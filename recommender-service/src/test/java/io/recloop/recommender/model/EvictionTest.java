package io.recloop.recommender.model;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(EvictionTest.RoomForOneModel.class)
@WithTestResource(Stack.class)
class EvictionTest {
    public static final class RoomForOneModel implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("recloop.recommender.model.max-bytes", "1");
        }
    }

    @Inject
    ModelMetrics memory;

    @Test
    void theModelThatNobodyReadsMakesRoomAndComesBackWhenItIsAskedFor() {
        try (var first = new Shop("first-shop");
                var second = new Shop("second-shop")) {
            // The counters outlive an application that ran before in this process.
            double evictions = metric("recloop_model_evictions_total");
            double returns = metric("recloop_model_returns_total");
            first.serve(new SyntheticModel(400, 20, 50, 8), 1, first.endOfInteractions());
            assertThat(recommend(first).getString("strategy")).isEqualTo("personalized");
            assertThat(first.client().get("/v1/model").jsonPath().getLong("model.memory.heapBytes"))
                    .isPositive();

            second.serve(new SyntheticModel(401, 20, 50, 8), 1, second.endOfInteractions());
            await().until(() -> mode(first).equals("model-loading"));
            assertThat(first.client().get("/v1/model").jsonPath().getString("evicted.modelId"))
                    .isEqualTo("als-first-shop-1");
            assertThat(metric("recloop_model_evictions_total")).isGreaterThan(evictions);

            // At once, and from what there is; and the question brings the model back.
            var meanwhile = recommend(first);
            assertThat(meanwhile.getString("strategy")).isEqualTo("model-loading");
            assertThat(meanwhile.getString("mode")).isEqualTo("model-loading");
            await().until(() -> recommend(first).getString("strategy").equals("personalized"));
            assertThat(metric("recloop_model_returns_total")).isGreaterThan(returns);
            assertThat(first.client().get("/v1/model").jsonPath().getString("model.modelId"))
                    .isEqualTo("als-first-shop-1");

            await().until(() -> mode(second).equals("model-loading"));
            await().until(() -> memory.mappedBundles() == 1);
            // Similar items cannot be made of what is popular.
            assertThat(second.client().get("/v1/items/i1/similar").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void anEvictedModelThatIsNoLongerInTheStoreIsRefusedAndNotWaitedFor() throws Exception {
        try (var first = new Shop("lost-shop");
                var second = new Shop("other-shop")) {
            first.serve(new SyntheticModel(402, 20, 50, 8), 1, first.endOfInteractions());
            second.serve(new SyntheticModel(403, 20, 50, 8), 1, second.endOfInteractions());
            await().until(() -> mode(first).equals("model-loading"));
            first.store().delete("models/als-lost-shop-1");
            recommend(first);
            await().until(() -> mode(first).equals("no-model-yet"));
            assertThat(first.client().get("/v1/model").jsonPath().getString("refused.step"))
                    .isEqualTo("fetch");
            assertThat(recommend(second).getString("strategy")).isEqualTo("personalized");
        }
    }

    private static JsonPath recommend(Shop shop) {
        var answer = shop.client().get("/v1/users/u1/recommendations");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    private static String mode(Shop shop) {
        return shop.client().get("/v1/model").jsonPath().getString("mode");
    }

    private static double metric(String name) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
