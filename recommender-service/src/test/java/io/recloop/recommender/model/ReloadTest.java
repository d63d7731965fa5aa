package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class ReloadTest {
    @Test
    void aModelThatWasRefusedIsReadAgainWhenTheStoreWasRepaired() throws Exception {
        try (var shop = new Shop("repaired");
                var status = new Watch(Topic.MODEL_STATUS)) {
            var announced = new SyntheticModel(410, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            var file = shop.storeFolder().resolve("models/als-repaired-1/user_factors.npy");
            var intact = Files.readAllBytes(file);
            var damaged = intact.clone();
            damaged[damaged.length - 1] ^= 1;
            Files.write(file, damaged);
            shop.write(Topic.MODEL_PUBLISHED, announced);
            status.await(ModelRefused.class, event -> event.tenant().equals("repaired"));

            Files.write(file, intact);
            var answer = reload(shop, "operator");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.jsonPath().getString("action")).isEqualTo("load");
            assertThat(answer.jsonPath().getString("modelId")).isEqualTo("als-repaired-1");
            status.await(ModelServing.class, event -> event.tenant().equals("repaired"));

            var again = reload(shop, "admin");
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.jsonPath().getString("action")).isEqualTo("none");
            assertThat(again.jsonPath().getString("detail")).isEqualTo("It serves already");
        }
    }

    @Test
    void aModelThatIsStillDamagedIsRefusedOnceMore() throws Exception {
        try (var shop = new Shop("unrepaired");
                var status = new Watch(Topic.MODEL_STATUS)) {
            var announced = new SyntheticModel(411, 20, 50, 8).store(shop, 1, shop.endOfInteractions());
            Files.writeString(shop.storeFolder().resolve("models/als-unrepaired-1/users.txt"), "nobody\n");
            shop.write(Topic.MODEL_PUBLISHED, announced);
            status.await(ModelRefused.class, event -> event.tenant().equals("unrepaired"));
            try (var after = new Watch(Topic.MODEL_STATUS)) {
                reload(shop, "operator").then().statusCode(202);
                after.await(ModelRefused.class, event -> event.tenant().equals("unrepaired"));
            }
        }
    }

    @Test
    void withoutAnAnnouncementThereIsNothingToLoad() {
        try (var shop = new Shop("unannounced-shop")) {
            assertThat(reload(shop, "operator").jsonPath().getString("detail"))
                    .isEqualTo("No model has been announced");
        }
    }

    @Test
    void clientsMayNotReload() {
        try (var shop = new Shop("client-shop")) {
            assertThat(reload(shop, "client").statusCode()).isEqualTo(403);
        }
    }

    private static Response reload(Shop shop, String role) {
        return RestAssured.given().auth().oauth2(shop.token(role)).post("/v1/model/reload");
    }
}
