package io.recloop.recommender.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ShadowAnnounced;
import io.recloop.contracts.events.ShadowCompared;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class ShadowTest {
    @Inject
    ModelMetrics memory;

    @Test
    void theSameModelInTheShadowAnswersTheSameAndIsShownToNobody() {
        try (var shop = new Shop("shadowed");
                var outcomes = new Watch(Topic.OUTCOMES)) {
            var planted = new SyntheticModel(430, 20, 50, 8);
            shop.serve(planted, 1, shop.endOfInteractions());
            int before = memory.mappedBundles();
            var same = planted.store(shop, 2, shop.endOfInteractions());
            tryBeside(shop, same);

            var answer = shop.client().get("/v1/users/u3/recommendations").jsonPath();
            assertThat(answer.getString("modelId")).isEqualTo("als-shadowed-1");
            var compared = outcomes.await(
                    ShadowCompared.class, event -> event.requestId().equals(answer.getString("requestId")));
            assertThat(compared.user()).isEqualTo("u3");
            assertThat(compared.modelId()).isEqualTo("als-shadowed-1");
            assertThat(compared.shadowModelId()).isEqualTo("als-shadowed-2");
            assertThat(compared.compared()).isEqualTo(10);
            assertThat(compared.overlap()).isEqualTo(1);
            assertThat(compared.rankCorrelation()).isEqualTo(1);
            assertThat(compared.scoreShift()).isCloseTo(0, within(1e-12));
            assertThat(compared.shadowMicros()).isPositive();
            announce(shop, same, 0);
            await().until(() -> state(shop) == null && memory.mappedBundles() == before);
        }
    }

    @Test
    void aTrialEndsWhenItIsSaidAndGivesItsMemoryBack() {
        try (var shop = new Shop("ending")) {
            shop.serve(new SyntheticModel(431, 20, 50, 8), 1, shop.endOfInteractions());
            var other = new SyntheticModel(432, 20, 60, 12).store(shop, 2, shop.endOfInteractions());
            int before = memory.mappedBundles();
            tryBeside(shop, other);
            assertThat(memory.mappedBundles()).isEqualTo(before + 1);
            announce(shop, other, 0);
            await().until(() -> state(shop) == null);
            await().until(() -> memory.mappedBundles() == before);
        }
    }

    @Test
    void aDamagedModelIsNotTriedAndTheLiveOneServesOn() throws Exception {
        try (var shop = new Shop("damaged-shadow")) {
            shop.serve(new SyntheticModel(433, 20, 50, 8), 1, shop.endOfInteractions());
            var damaged = new SyntheticModel(434, 20, 50, 8).store(shop, 2, shop.endOfInteractions());
            Files.delete(shop.storeFolder().resolve("models/als-damaged-shadow-2/users.txt"));
            announce(shop, damaged, 1);
            await().until(() -> "refused".equals(state(shop)));
            var model = shop.client().get("/v1/model").jsonPath();
            assertThat(model.getString("shadow.because")).contains("users.txt is missing");
            assertThat(model.getString("model.modelId")).isEqualTo("als-damaged-shadow-1");
            assertThat(shop.client()
                            .get("/v1/users/u3/recommendations")
                            .jsonPath()
                            .getString("strategy"))
                    .isEqualTo("personalized");
        }
    }

    private static void tryBeside(Shop shop, ModelPublished stored) {
        announce(shop, stored, 1);
        await().until(() -> "comparing".equals(state(shop)));
    }

    private static void announce(Shop shop, ModelPublished stored, double share) {
        shop.write(
                Topic.MODEL_PUBLISHED,
                new ShadowAnnounced(
                        UUID.randomUUID().toString(),
                        shop.tenant(),
                        Instant.now(),
                        stored.modelId(),
                        stored.manifestSha256(),
                        share,
                        "a test"));
    }

    private static String state(Shop shop) {
        return shop.client().get("/v1/model").jsonPath().getString("shadow.state");
    }
}
