package io.recloop.recommender.items;

import static io.recloop.recommender.stack.ApiCalls.interaction;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.items;
import static io.recloop.recommender.stack.ApiCalls.nearest;
import static io.recloop.recommender.stack.ApiCalls.newId;
import static io.recloop.recommender.stack.ApiCalls.operator;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static io.recloop.recommender.stack.ApiCalls.requireProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.ItemUpserted;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import io.restassured.path.json.JsonPath;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The endpoints as a shop's back end and its operator use them.
@QuarkusTest
@WithTestResource(Stack.class)
class SurfaceTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void pagesOfAListAreTheListCutInPieces() {
        try (var shop = new Shop("pages")) {
            shop.serve(new SyntheticModel(21, 20, 60, 8), 1, shop.endOfInteractions());
            for (var path : List.of("/v1/users/u3/recommendations", "/v1/items/popular", "/v1/items/i5/similar")) {
                var whole = get(shop, path + "?limit=50");
                var pieces = new ArrayList<String>();
                Integer offset = 0;
                while (offset != null && pieces.size() < 50) {
                    var page = get(shop, path + "?limit=10&offset=" + offset);
                    assertThat(page.getInt("items[0].position")).isEqualTo(offset + 1);
                    pieces.addAll(items(page));
                    offset = page.get("nextOffset");
                }
                assertThat(pieces).as(path).containsExactlyElementsOf(items(whole));
            }
            assertThat(get(shop, "/v1/items/popular?limit=10&offset=50").<Integer>get("nextOffset"))
                    .isNull();
            assertThat(items(get(shop, "/v1/items/popular?offset=60"))).isEmpty();
        }
    }

    @Test
    void similarItemsByContentAreThoseOfTheNearestContent() {
        try (var shop = new Shop("alike");
                var plain = new Shop("alike-plain")) {
            var planted = new SyntheticModel(25, 40, 200, 16).withContent(12);
            shop.serve(planted, 1, shop.endOfInteractions());
            assertThat(items(get(shop, "/v1/items/i5/similar?by=content&limit=6")))
                    .containsExactlyElementsOf(planted.similarContent(5, 6));
            assertThat(items(get(shop, "/v1/items/i5/similar?by=collaborative&limit=6")))
                    .containsExactlyElementsOf(nearest(planted, 5, 6));
            assertThat(items(get(shop, "/v1/items/i0/similar?by=content"))).isEmpty();

            plain.serve(new SyntheticModel(25, 40, 200, 16), 1, plain.endOfInteractions());
            requireProblem(plain.client().get("/v1/items/i5/similar?by=content"), 404, "/problems/not-in-model");
            requireProblem(plain.client().get("/v1/items/i5/similar?by=colour"), 400, "/problems/invalid-request");
        }
    }

    @Test
    void similarUsersAreForThoseWhoRunTheShop() {
        try (var shop = new Shop("neighbours")) {
            shop.serve(new SyntheticModel(26, 40, 200, 16), 1, shop.endOfInteractions());
            requireProblem(shop.client().get("/v1/users/u1/similar"), 403, "/problems/forbidden");
            var answer = operator(shop).get("/v1/users/u1/similar?limit=39").jsonPath();
            assertThat(answer.getList("users.user", String.class))
                    .doesNotContain("u1")
                    .isNotEmpty();
            assertThat(answer.getList("users.score", Float.class))
                    .isSortedAccordingTo((one, other) -> Float.compare(other, one));
            requireProblem(operator(shop).get("/v1/users/stranger/similar"), 404, "/problems/unknown-user");
        }
    }

    @Test
    void whatSeveralLikeNowTrendsAndIsWhatAStrangerGets() {
        try (var shop = new Shop("trends")) {
            shop.serve(new SyntheticModel(27, 40, 200, 16), 1, shop.endOfInteractions());
            for (int i = 0; i < 5; i++) {
                shop.write(Topic.INTERACTIONS, interaction(shop, "fan" + i, "i150", Action.PURCHASE));
                // The same once more is no second like.
                shop.write(Topic.INTERACTIONS, interaction(shop, "fan" + i, "i150", Action.PURCHASE));
            }
            shop.write(Topic.INTERACTIONS, interaction(shop, "fan0", "i151", Action.LIKE));
            await().atMost(SOON).untilAsserted(() -> {
                var trending = get(shop, "/v1/items/trending?halfLife=6h");
                assertThat(items(trending)).containsExactly("i150", "i151");
                assertThat(trending.getDouble("items[0].score")).isBetween(4.9, 5.0);
            });
            var stranger = recommend(shop, "stranger", "?limit=5");
            assertThat(stranger.getString("strategy")).isEqualTo("trending");
            assertThat(stranger.getList("items.source", String.class))
                    .containsExactly("trending", "popular", "popular", "popular", "popular");
            assertThat(items(stranger)).startsWith("i150").doesNotHaveDuplicates();
            assertThat(items(get(shop, "/v1/items/trending?item=i151"))).containsExactly("i151");
            requireProblem(shop.client().get("/v1/items/trending?halfLife=2h"), 400, "/problems/invalid-request");
        }
    }

    @Test
    void theLatestItemsAndTheValuesToFilterByFollowTheCatalogue() {
        try (var shop = new Shop("catalogue")) {
            var noon = Instant.parse("2026-11-20T12:00:00Z");
            for (int i = 0; i < 6; i++) {
                shop.write(
                        Topic.ITEMS,
                        new ItemUpserted(
                                newId(),
                                shop.tenant(),
                                Instant.now(),
                                "c" + i,
                                "Cream " + i,
                                null,
                                List.of(i % 2 == 0 ? "creams" : "soaps"),
                                i < 3 ? "Hoa" : "Sen",
                                BigDecimal.valueOf(i),
                                i != 5,
                                Map.of("size", i + " ml"),
                                noon.plusSeconds(i)));
            }
            await().atMost(SOON).untilAsserted(() -> assertThat(items(get(shop, "/v1/items/latest")))
                    .containsExactly("c4", "c3", "c2", "c1", "c0"));
            assertThat(items(get(shop, "/v1/items/latest?category=creams&maxPrice=3")))
                    .containsExactly("c2", "c0");
            assertThat(items(get(shop, "/v1/items/latest?category=creams&category=soaps&brand=Hoa&exclude=c1")))
                    .containsExactly("c2", "c0");
            assertThat(items(get(shop, "/v1/items/latest?attribute=size:3+ml&attribute=size:1+ml")))
                    .containsExactly("c3", "c1");
            // REST-assured reads numbers as float.
            assertThat(get(shop, "/v1/items/latest?limit=1").getDouble("items[0].score"))
                    .isCloseTo(noon.getEpochSecond(), within(noon.getEpochSecond() * 0x1p-23));

            var values = get(shop, "/v1/catalog/filters?brand=Hoa");
            assertThat(values.getInt("items")).isEqualTo(3);
            assertThat(values.getList("categories.value", String.class)).containsExactly("creams", "soaps");
            assertThat(values.getList("categories.items", Integer.class)).containsExactly(2, 1);
            assertThat(values.getInt("price.max")).isEqualTo(2);

            var entry = get(shop, "/v1/items/c5");
            assertThat(entry.getString("name")).isEqualTo("Cream 5");
            assertThat(entry.getBoolean("available")).isFalse();
            assertThat(entry.getString("attributes.size")).isEqualTo("5 ml");
            assertThat(entry.getString("addedAt")).isEqualTo("2026-11-20T12:00:05Z");
            requireProblem(shop.client().get("/v1/items/unheard-of"), 404, "/problems/unknown-item");
        }
    }

    @Test
    void anItemSentOverHttpSaysWhenItCameAndKeepsSayingSo() {
        try (var shop = new Shop("dated");
                var watch = new Watch(Topic.ITEMS)) {
            put(shop, "{\"name\":\"First\"}");
            var first = watch.await(ItemUpserted.class, event -> event.name().equals("First"));
            assertThat(first.addedAt()).isEqualTo(first.occurredAt());
            await().atMost(SOON)
                    .until(() -> shop.client().get("/v1/items/thing").statusCode() == 200);
            put(shop, "{\"name\":\"Second\"}");
            var second = watch.await(ItemUpserted.class, event -> event.name().equals("Second"));
            assertThat(second.addedAt()).isEqualTo(first.addedAt());
        }
    }

    @Test
    void listsMayBeKeptAWhileAndPersonalAnswersMayNot() {
        try (var shop = new Shop("kept")) {
            shop.serve(new SyntheticModel(29, 40, 200, 16), 1, shop.endOfInteractions());
            for (var path : List.of("/v1/items/popular", "/v1/items/i1/similar", "/v1/items/latest")) {
                var first = shop.client().get(path);
                assertThat(first.header("Cache-Control")).as(path).isEqualTo("private, max-age=30");
                assertThat(first.header("Vary")).isEqualTo("Authorization");
                var again = shop.client()
                        .header("If-None-Match", first.header("ETag"))
                        .get(path);
                assertThat(again.statusCode()).isEqualTo(304);
                assertThat(again.asString()).isEmpty();
            }
            var tag = shop.client().get("/v1/items/popular").header("ETag");
            shop.write(Topic.ITEMS, item(shop, "i1", "c", "b", 1, false));
            await().atMost(SOON)
                    .until(() -> shop.client()
                                    .header("If-None-Match", tag)
                                    .get("/v1/items/popular")
                                    .statusCode()
                            == 200);
            assertThat(shop.client().get("/v1/users/u1/recommendations").header("Cache-Control"))
                    .isEqualTo("no-store");
            assertThat(shop.client().get("/v1/model").header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void theModelSaysWhatItIs() {
        try (var shop = new Shop("described")) {
            shop.serve(new SyntheticModel(30, 40, 200, 16).withContent(12), 3, shop.endOfInteractions());
            var model = get(shop, "/v1/model");
            assertThat(model.getString("model.algorithm")).isEqualTo("als");
            assertThat(model.getInt("model.factors")).isEqualTo(16);
            assertThat(model.getLong("model.bundleBytes")).isPositive();
            assertThat(model.getString("model.kernel")).isNotBlank();
            assertThat(model.getList("model.prepared.name", String.class)).contains("similar-items", "content-items");
        }
    }

    @Test
    void statisticsAndCachesAreForOperators() {
        try (var shop = new Shop("operated")) {
            for (var path : List.of("/v1/statistics", "/v1/cache")) {
                requireProblem(shop.client().get(path), 403, "/problems/forbidden");
            }
            requireProblem(operator(shop).post("/v1/cache/warm-up"), 503, "/problems/no-model-yet");
            shop.serve(new SyntheticModel(31, 40, 200, 16).withContent(12), 1, shop.endOfInteractions());
            recommend(shop, "u1", "");
            recommend(shop, "stranger", "");
            var statistics = operator(shop).get("/v1/statistics").jsonPath();
            assertThat(statistics.getLong("answers")).isGreaterThanOrEqualTo(2);
            assertThat(statistics.getDouble("fallbackShare")).isBetween(0.0, 1.0);
            assertThat(statistics.getList("byStrategy.strategy", String.class)).contains("personalized", "popular");
            assertThat(statistics.getInt("model.items")).isEqualTo(200);

            assertThat(operator(shop).get("/v1/cache").jsonPath().getList("prepared.made", Boolean.class))
                    .contains(false);
            var warm = operator(shop).post("/v1/cache/warm-up");
            assertThat(warm.statusCode()).isEqualTo(200);
            assertThat(warm.jsonPath().getList("prepared.made", Boolean.class)).containsOnly(true);
            assertThat(warm.jsonPath().getInt("caches.filters.size")).isPositive();
            long hits = warm.jsonPath().getLong("caches.filters.hits");
            recommend(shop, "u1", "");
            assertThat(operator(shop).get("/v1/cache").jsonPath().getLong("caches.filters.hits"))
                    .isGreaterThan(hits);
        }
    }

    @Test
    void recordsOfAPageHaveItsPositions() {
        try (var shop = new Shop("page-record");
                var watch = new Watch(Topic.RECOMMENDATIONS)) {
            shop.serve(new SyntheticModel(32, 40, 200, 16), 1, shop.endOfInteractions());
            var answer = recommend(shop, "u1", "?limit=2&offset=4");
            var event = watch.await(
                    RecommendationsServed.class, served -> served.requestId().equals(answer.getString("requestId")));
            assertThat(event.items()).extracting("position").containsExactly(5, 6);
        }
    }

    private static void put(Shop shop, String body) {
        assertThat(shop.client()
                        .contentType("application/json")
                        .body(body)
                        .put("/v1/items/thing")
                        .statusCode())
                .isEqualTo(202);
    }

    private static JsonPath get(Shop shop, String path) {
        var answer = shop.client().urlEncodingEnabled(false).get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }
}
