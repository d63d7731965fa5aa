package io.recloop.recommender.recommendations;

import static io.recloop.recommender.stack.ApiCalls.ask;
import static io.recloop.recommender.stack.ApiCalls.awaitReady;
import static io.recloop.recommender.stack.ApiCalls.best;
import static io.recloop.recommender.stack.ApiCalls.interaction;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.items;
import static io.recloop.recommender.stack.ApiCalls.nearest;
import static io.recloop.recommender.stack.ApiCalls.newId;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static io.recloop.recommender.stack.ApiCalls.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.contracts.events.ItemRemoved;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.stack.Bundles;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class AnswersTest {
    /// |score − exact| for 16 factors of norms below 4: 2·16·2⁻²⁴·16 (numerics, ItemTiles).
    private static final double SCORE_ERROR = 3e-5;

    /// REST-assured reads numbers as float.
    private static final double JSON_ERROR = 1e-6;

    @Test
    void saysThatThereIsNoModelYetAndRecommendsNothingThatNobodyLiked() {
        try (var shop = new Shop("nobody")) {
            awaitReady();
            var answer = recommend(shop, "u1", "");
            assertThat(answer.getString("mode")).isEqualTo("no-model-yet");
            assertThat(answer.getString("strategy")).isEqualTo("no-model");
            assertThat(answer.getList("items")).isEmpty();
            assertThat(answer.getString("modelId")).isNull();
        }
    }

    @Test
    void recommendsWhatIsPopularOnTheTopicsUntilThereIsAModel() {
        try (var shop = new Shop("early")) {
            for (var user : List.of("a", "b", "c")) {
                shop.write(Topic.INTERACTIONS, interaction(shop, user, "hit", Action.PURCHASE));
            }
            shop.write(Topic.INTERACTIONS, interaction(shop, "a", "niche", Action.CLICK));
            shop.write(Topic.INTERACTIONS, interaction(shop, "a", "looked-at", Action.VIEW));
            shop.write(Topic.INTERACTIONS, interaction(shop, "b", "hated", Action.DISLIKE));
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(items(recommend(shop, "new", "")))
                    .containsExactly("hit", "niche"));
            assertThat(items(recommend(shop, "a", ""))).isEmpty();
            assertThat(items(recommend(shop, "a", "?excludeSeen=false"))).containsExactly("hit", "niche");
            assertThat(recommend(shop, "new", "").getString("items[0].source")).isEqualTo("recent");
        }
    }

    @Test
    void aRetractionChangesNoAnswerForNow() {
        try (var shop = new Shop("retracting")) {
            var bought = interaction(shop, "a", "hit", Action.PURCHASE);
            shop.write(Topic.INTERACTIONS, bought);
            shop.write(
                    Topic.INTERACTIONS,
                    new InteractionRetracted(
                            "r1",
                            shop.tenant(),
                            bought.occurredAt(),
                            "a",
                            bought.eventId(),
                            null,
                            null,
                            null,
                            "shop",
                            "x"));
            shop.write(Topic.INTERACTIONS, interaction(shop, "a", "later", Action.CLICK));
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(items(recommend(shop, "new", "")))
                    .containsExactlyInAnyOrder("hit", "later"));
        }
    }

    @Test
    void answersAKnownUserFromTheStoredFactorsSoThatTheScoresCanBeRecomputed() {
        try (var shop = new Shop("known")) {
            var planted = new SyntheticModel(1, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            var answer = recommend(shop, "u7", "?limit=20");

            assertThat(answer.getString("strategy")).isEqualTo("personalized");
            assertThat(answer.getString("modelId")).isEqualTo("als-known-1");
            assertThat(answer.getLong("generation")).isEqualTo(1);
            assertThat(items(answer)).containsExactlyElementsOf(best(planted, planted.user(7), planted.had(7), 20));
            for (int i = 0; i < 20; i++) {
                assertThat(answer.getDouble("items[" + i + "].score"))
                        .isCloseTo(planted.score(planted.user(7), row(answer, i)), within(SCORE_ERROR));
                assertThat(answer.getInt("items[" + i + "].position")).isEqualTo(i + 1);
                assertThat(answer.getString("items[" + i + "].source")).isEqualTo("collaborative");
            }
        }
    }

    @Test
    void excludesWhatTheUserHadUnlessAskedNotTo() {
        try (var shop = new Shop("seen")) {
            var planted = new SyntheticModel(2, 40, 60, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            var had = Arrays.stream(planted.had(3)).mapToObj(row -> "i" + row).toList();
            assertThat(items(recommend(shop, "u3", "?limit=60"))).doesNotContainAnyElementsOf(had);
            assertThat(items(recommend(shop, "u3", "?limit=60&excludeSeen=false")))
                    .hasSize(60)
                    .containsAll(had);
            assertThat(items(recommend(shop, "u3", "?limit=60&exclude=i1&exclude=i2")))
                    .doesNotContain("i1", "i2");
        }
    }

    @Test
    void aNewUsersAnswerFollowsAnInteractionSentOverHttpWithinASecond() {
        try (var shop = new Shop("fresh")) {
            var planted = new SyntheticModel(3, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            var before = recommend(shop, "somebody", "");
            assertThat(before.getString("strategy")).isEqualTo("popular");
            assertThat(before.getString("items[0].source")).isEqualTo("popular");

            var accepted = shop.client()
                    .contentType("application/json")
                    .body("{\"user\":\"somebody\",\"item\":\"i42\",\"action\":\"purchase\"}")
                    .post("/v1/interactions");
            long acknowledged = System.nanoTime();
            assertThat(accepted.statusCode()).isEqualTo(202);
            assertThat(accepted.jsonPath().getInt("accepted")).isEqualTo(1);

            var after = await().pollInterval(Duration.ofMillis(10))
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> recommend(shop, "somebody", ""), answer -> answer.getString("strategy")
                            .equals("folded-in"));
            assertThat(Duration.ofNanos(System.nanoTime() - acknowledged)).isLessThan(Duration.ofSeconds(1));
            var exact = planted.solve(42);
            assertThat(items(after)).containsExactlyElementsOf(best(planted, exact, new int[] {42}, 10));
            assertThat(after.getDouble("items[0].score"))
                    .isCloseTo(planted.score(exact, row(after, 0)), within(SCORE_ERROR));
        }
    }

    @Test
    void foldsWhatAKnownUserDidSinceIntoTheWholeHistory() {
        try (var shop = new Shop("folding")) {
            var planted = new SyntheticModel(4, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            int unliked = IntStream.range(0, 200)
                    .filter(row -> Arrays.stream(planted.had(5)).noneMatch(had -> had == row))
                    .findFirst()
                    .orElseThrow();
            int disliked = planted.liked(5)[0];
            shop.write(Topic.INTERACTIONS, interaction(shop, "u5", "i" + unliked, Action.LIKE));
            shop.write(Topic.INTERACTIONS, interaction(shop, "u5", "i" + disliked, Action.DISLIKE));
            shop.write(Topic.INTERACTIONS, interaction(shop, "u5", "never-heard-of", Action.LIKE));

            var liked = IntStream.concat(Arrays.stream(planted.liked(5)).skip(1), IntStream.of(unliked))
                    .toArray();
            var had = IntStream.concat(Arrays.stream(planted.had(5)), IntStream.of(unliked))
                    .toArray();
            var exact = planted.solve(liked);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                var answer = recommend(shop, "u5", "");
                assertThat(answer.getString("strategy")).isEqualTo("folded-in");
                assertThat(items(answer)).containsExactlyElementsOf(best(planted, exact, had, 10));
            });
        }
    }

    @Test
    void whatTheModelWasTrainedWithCountsOnceAndWhatItLacksIsNotLost() {
        try (var shop = new Shop("offsets")) {
            var planted = new SyntheticModel(5, 40, 200, 16);
            var trained =
                    shop.write(Topic.INTERACTIONS, interaction(shop, "u1", "i" + planted.liked(1)[0], Action.LIKE));
            var later = shop.write(Topic.INTERACTIONS, interaction(shop, "u2", "i150", Action.LIKE));
            // The model has the first of the two and not the second.
            var offsets = shop.endOfInteractions();
            offsets.put(later.partition(), later.offset());
            offsets.merge(trained.partition(), trained.offset() + 1, Math::max);
            if (trained.partition() == later.partition()) {
                offsets.put(later.partition(), later.offset());
            }
            shop.serve(planted, 1, offsets);
            assertThat(recommend(shop, "u1", "").getString("strategy")).isEqualTo("personalized");
            assertThat(recommend(shop, "u2", "").getString("strategy")).isEqualTo("folded-in");

            // A model trained with both takes over: nothing is new for anybody.
            shop.serve(planted, 2, shop.endOfInteractions());
            assertThat(recommend(shop, "u2", "").getString("strategy")).isEqualTo("personalized");

            // Two generations on, the entries are out of memory; a model that lacks them reads them again.
            shop.serve(planted, 3, shop.endOfInteractions());
            shop.serve(planted, 4, offsets);
            assertThat(recommend(shop, "u2", "").getString("strategy")).isEqualTo("folded-in");
        }
    }

    @Test
    void leavesOutWhatIsUnavailableOrRemovedAndFilters() {
        try (var shop = new Shop("filters")) {
            var planted = new SyntheticModel(6, 40, 30, 16);
            for (int i = 0; i < 30; i++) {
                shop.write(
                        Topic.ITEMS,
                        item(shop, "i" + i, i % 2 == 0 ? "even" : "odd", i < 10 ? "acme" : null, i, i != 8));
            }
            shop.write(Topic.ITEMS, new ItemRemoved(newId(), shop.tenant(), Instant.now(), "i6"));
            shop.write(Topic.ITEMS, shop.tenant() + "/i4", null);
            shop.serve(planted, 1, shop.endOfInteractions());
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(items(recommend(shop, "x", "?limit=100")))
                        .hasSize(27)
                        .doesNotContain("i4", "i6", "i8");
                assertThat(items(recommend(shop, "x", "?limit=100&category=even")))
                        .hasSize(12)
                        .allMatch(item -> Integer.parseInt(item.substring(1)) % 2 == 0);
                assertThat(items(recommend(shop, "x", "?limit=100&brand=acme&category=odd")))
                        .containsExactlyInAnyOrder("i1", "i3", "i5", "i7", "i9");
                assertThat(items(recommend(shop, "x", "?limit=100&minPrice=5&maxPrice=7.0")))
                        .containsExactlyInAnyOrder("i5", "i7");
            });
            assertThat(recommend(shop, "x", "?category=odd").getString("items[0].name"))
                    .startsWith("Name of i");

            assertThat(shop.client().delete("/v1/items/i5").statusCode()).isEqualTo(202);
            assertThat(shop.client()
                            .contentType("application/json")
                            .body("{\"name\":\"Back\",\"categories\":[\"odd\"],\"brand\":\"acme\",\"price\":5.5}")
                            .put("/v1/items/i6")
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(items(recommend(shop, "x", "?limit=100&minPrice=5&maxPrice=7.0")))
                            .containsExactlyInAnyOrder("i6", "i7"));
        }
    }

    @Test
    void fillsUpWithPopularItemsAndThenWithItemsNewerThanTheModel() {
        try (var shop = new Shop("filling")) {
            var planted = new SyntheticModel(7, 20, 12, 8);
            shop.serve(planted, 1, shop.endOfInteractions());
            shop.write(Topic.INTERACTIONS, interaction(shop, "z", "brand-new", Action.PURCHASE));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(items(recommend(shop, "x", "?limit=20")))
                            .hasSize(13)
                            .endsWith("brand-new"));
            assertThat(recommend(shop, "x", "?limit=20").getList("items.source", String.class))
                    .containsOnlyOnce("recent")
                    .contains("popular");
        }
    }

    @Test
    void explainsAScoreByWhatTheUserLiked() {
        try (var shop = new Shop("explain")) {
            var planted = new SyntheticModel(8, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            for (var body : List.of(
                    "{\"user\":\"u9\",\"explain\":true}",
                    "{\"basket\":[{\"item\":\"i3\"},{\"item\":\"i4\"}],\"explain\":true}")) {
                var answer = ask(shop, body);
                for (Map<String, Object> line : answer.<Map<String, Object>>getList("items")) {
                    @SuppressWarnings("unchecked")
                    var because = (List<Map<String, Object>>) line.get("because");
                    assertThat(because).isNotEmpty().hasSizeLessThanOrEqualTo(3);
                    double sum = because.stream()
                            .mapToDouble(reason -> ((Number) reason.get("contribution")).doubleValue())
                            .sum();
                    assertThat(sum + ((Number) line.get("rest")).doubleValue())
                            .isCloseTo(((Number) line.get("score")).doubleValue(), within(JSON_ERROR));
                    if (because.size() < 3) {
                        assertThat(((Number) line.get("rest")).doubleValue()).isCloseTo(0, within(SCORE_ERROR));
                    }
                }
            }
            assertThat(recommend(shop, "u9", "").<Object>get("items[0].because"))
                    .isNull();
        }
    }

    @Test
    void answersABasketAndManyUsersAtOnce() {
        try (var shop = new Shop("posted")) {
            var planted = new SyntheticModel(9, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());
            var basket =
                    ask(shop, "{\"basket\":[{\"item\":\"i3\"},{\"item\":\"i4\",\"action\":\"view\"}],\"limit\":5}");
            assertThat(basket.getString("strategy")).isEqualTo("folded-in");
            assertThat(basket.getString("user")).isNull();
            assertThat(items(basket)).containsExactlyElementsOf(best(planted, planted.solve(3), new int[] {3, 4}, 5));

            var many = ask(shop, "{\"users\":[\"u1\",\"stranger\",\"u2\"],\"limit\":3}");
            assertThat(many.getList("answers.user", String.class)).containsExactly("u1", "stranger", "u2");
            assertThat(many.getList("answers.strategy", String.class))
                    .containsExactly("personalized", "popular", "personalized");
            assertThat(many.getList("answers.items", List.class)).allMatch(list -> list.size() == 3);
            assertThat(many.getList("answers.requestId", String.class)).doesNotHaveDuplicates();
        }
    }

    @Test
    void listsSimilarAndPopularItemsAndTheModel() {
        try (var shop = new Shop("lists")) {
            assertThat(shop.client().get("/v1/items/i1/similar").statusCode()).isEqualTo(503);
            assertThat(shop.client().get("/v1/model").jsonPath().getString("mode"))
                    .isEqualTo("no-model-yet");
            var planted = new SyntheticModel(10, 40, 200, 16);
            shop.serve(planted, 1, shop.endOfInteractions());

            var similar = shop.client().get("/v1/items/i1/similar?limit=5").jsonPath();
            assertThat(items(similar)).containsExactlyElementsOf(nearest(planted, 1, 5));
            assertThat(similar.getDouble("items[0].score")).isBetween(-1.0, 1.0);
            assertThat(shop.client().get("/v1/items/unheard-of/similar").statusCode())
                    .isEqualTo(404);

            var popular = shop.client().get("/v1/items/popular?limit=100").jsonPath();
            assertThat(popular.getList("items.score", Float.class))
                    .hasSize(100)
                    .isSortedAccordingTo((one, other) -> Float.compare(other, one));

            var model = shop.client().get("/v1/model").jsonPath();
            assertThat(model.getString("model.modelId")).isEqualTo("als-lists-1");
            assertThat(model.getInt("model.items")).isEqualTo(200);
        }
    }

    @Test
    void recordsEveryAnswer() {
        try (var shop = new Shop("recorded");
                var watch = new Watch(Topic.RECOMMENDATIONS)) {
            shop.serve(new SyntheticModel(11, 40, 200, 16), 1, shop.endOfInteractions());
            var answer = recommend(shop, "u1", "?limit=4");
            var event = watch.await(
                    RecommendationsServed.class, served -> served.requestId().equals(answer.getString("requestId")));
            assertThat(event.tenant()).isEqualTo("recorded");
            assertThat(event.user()).isEqualTo("u1");
            assertThat(event.modelId()).isEqualTo("als-recorded-1");
            assertThat(event.strategy()).isEqualTo(Strategy.PERSONALIZED);
            assertThat(event.items()).extracting("item").containsExactlyElementsOf(items(answer));
            assertThat(event.latencyMicros()).isPositive();
        }
    }

    @Test
    void recordsAnAnswerThatFailedAndSaysNothingOfTheInside() throws Exception {
        try (var shop = new Shop("failing");
                var watch = new Watch(Topic.RECOMMENDATIONS)) {
            // Without any regularisation there is no single solution for one liked item; no user is there to find it
            // out.
            var planted = new SyntheticModel(13, 0, 50, 8);
            var stored = planted.store(shop, 1, shop.endOfInteractions());
            var hash = Bundles.rewrite(shop.storeFolder().resolve("models/" + stored.modelId()), json -> ((ObjectNode)
                            json.get("parameters"))
                    .put("unobservedWeight", 0.0)
                    .put("regularization", 0.0));
            shop.write(Topic.MODEL_PUBLISHED, SyntheticModel.announcement("failing", 1, stored.modelId(), hash));
            await().until(() -> recommend(shop, "u", "").getString("mode").equals("model"));

            var answer = shop.client()
                    .contentType("application/json")
                    .body("{\"basket\":[{\"item\":\"i1\"}]}")
                    .post("/v1/recommendations");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.contentType()).startsWith("application/problem+json");
            assertThat(answer.asString()).contains("/problems/internal").doesNotContain("Exception", "numerics");
            var event = watch.await(
                    RecommendationFailed.class, failed -> failed.tenant().equals("failing"));
            assertThat(event.status()).isEqualTo(500);
            assertThat(event.modelId()).isEqualTo(stored.modelId());
        }
    }

    @Test
    void tenantsDoNotSeeEachOther() {
        try (var one = new Shop("tenant-one");
                var other = new Shop("tenant-two")) {
            one.serve(new SyntheticModel(12, 40, 200, 16), 1, one.endOfInteractions());
            assertThat(recommend(other, "u1", "").getString("mode")).isEqualTo("no-model-yet");
            one.write(Topic.INTERACTIONS, interaction(one, "u1", "i5", Action.LIKE));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> recommend(one, "u1", "").getString("strategy").equals("folded-in"));
            assertThat(items(recommend(other, "u2", ""))).isEmpty();
        }
    }
}
