package io.recloop.recommender.lists;

import static io.recloop.recommender.stack.ApiCalls.best;
import static io.recloop.recommender.stack.ApiCalls.interaction;
import static io.recloop.recommender.stack.ApiCalls.item;
import static io.recloop.recommender.stack.ApiCalls.items;
import static io.recloop.recommender.stack.ApiCalls.newId;
import static io.recloop.recommender.stack.ApiCalls.operator;
import static io.recloop.recommender.stack.ApiCalls.recommend;
import static io.recloop.recommender.stack.ApiCalls.requireProblem;
import static io.recloop.recommender.stack.OddEvenCatalog.isOdd;
import static io.recloop.recommender.stack.OddEvenCatalog.row;
import static io.recloop.recommender.stack.OddEvenCatalog.serve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.RuleRemoved;
import io.recloop.recommender.stack.OddEvenCatalog;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.Watch;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules over HTTP and the topic, and what they do to lists.
@QuarkusTest
@WithTestResource(Stack.class)
class RulesTest {
    @Test
    void aRuleIsSavedReadChangedAndRemovedByItsVersion() {
        try (var shop = new Shop("rule-life")) {
            var created = save(
                    shop,
                    "{\"id\":\"no-red\",\"name\":\"No red\",\"priority\":3,"
                            + "\"condition\":{\"categories\":[\"red\"]},\"action\":{\"kind\":\"hide\"}}");
            assertThat(created.header("Location")).endsWith("/v1/rules/no-red");
            assertThat(created.header("ETag")).isEqualTo("\"1\"");
            assertThat(created.jsonPath().getString("editedBy")).isEqualTo("test");
            assertThat(created.jsonPath().getBoolean("active")).isTrue();

            var changed = operator(shop)
                    .header("If-Match", "\"1\"")
                    .body("{\"name\":\"No red\",\"enabled\":false,\"action\":{\"kind\":\"bury\",\"factor\":0.5}}")
                    .put("/v1/rules/no-red");
            assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
            var read = operator(shop).get("/v1/rules/no-red").jsonPath();
            assertThat(read.getBoolean("enabled")).isFalse();
            assertThat(read.getString("action.kind")).isEqualTo("bury");
            assertThat(read.getMap("condition")).isEmpty();

            // Somebody who read the first version.
            requireProblem(
                    operator(shop)
                            .header("If-Match", "\"1\"")
                            .body("{\"name\":\"x\",\"action\":{\"kind\":\"hide\"}}")
                            .put("/v1/rules/no-red"),
                    412,
                    "/problems/rule-changed");
            requireProblem(operator(shop).delete("/v1/rules/no-red"), 428, "/problems/precondition-required");
            assertThat(operator(shop)
                            .header("If-Match", "\"2\"")
                            .delete("/v1/rules/no-red")
                            .statusCode())
                    .isEqualTo(204);
            requireProblem(operator(shop).get("/v1/rules/no-red"), 404, "/problems/unknown-rule");
            assertThat(operator(shop).get("/v1/rules").jsonPath().getList("rules"))
                    .isEmpty();

            // The number goes on, so that an old If-Match never fits a new rule.
            assertThat(save(shop, "{\"id\":\"no-red\",\"name\":\"Again\",\"action\":{\"kind\":\"hide\"}}")
                            .header("ETag"))
                    .isEqualTo("\"4\"");
            requireProblem(
                    operator(shop)
                            .body("{\"id\":\"no-red\",\"name\":\"Twice\",\"action\":{\"kind\":\"hide\"}}")
                            .post("/v1/rules"),
                    409,
                    "/problems/rule-conflict");
        }
    }

    @Test
    void aShopsBackEndMayNeitherReadNorChangeRules() {
        try (var shop = new Shop("rule-roles")) {
            requireProblem(shop.client().get("/v1/rules"), 403, "/problems/forbidden");
            requireProblem(
                    shop.client().contentType("application/json").body("{}").post("/v1/rules"),
                    403,
                    "/problems/forbidden");
            requireProblem(
                    shop.client().contentType("application/json").body("{}").post("/v1/rules/preview"),
                    403,
                    "/problems/forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"action\":{}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"explode\"}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"boost\"}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"boost\",\"factor\":\"NaN\"}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"boost\",\"factor\":0.5}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"pin\",\"position\":1}}",
                "{\"name\":\"x\",\"action\":{\"kind\":\"cap\",\"by\":\"shelf\",\"most\":1}}",
                "{\"name\":\"\",\"action\":{\"kind\":\"hide\"}}",
                "{\"id\":\"a/b\",\"name\":\"x\",\"action\":{\"kind\":\"hide\"}}",
                "{\"id\":\"preview\",\"name\":\"x\",\"action\":{\"kind\":\"hide\"}}",
                "{\"name\":\"x\",\"priority\":5000,\"action\":{\"kind\":\"hide\"}}",
                "{\"name\":\"x\",\"from\":\"tomorrow\",\"action\":{\"kind\":\"hide\"}}",
                "{\"name\":\"x\",\"condition\":{\"minPrice\":1e999999999},\"action\":{\"kind\":\"hide\"}}",
                "{\"name\":\"x\",\"condition\":{\"items\":[null]},\"action\":{\"kind\":\"hide\"}}",
                "{\"name\":\"x\",\"condition\":{\"segments\":[\"rich\"]},\"action\":{\"kind\":\"hide\"}}"
            })
    void whatIsNoRuleIsAnsweredWithItsReason(String body) {
        try (var shop = new Shop("rule-nonsense")) {
            var response = operator(shop).body(body).post("/v1/rules");
            requireProblem(response, 400, "/problems/invalid-request");
            assertThat(response.jsonPath().getString("detail")).isNotBlank().doesNotContain("io.recloop");
        }
    }

    @Test
    void hidesFromEveryKindOfListAtOnceAndShowsAgain() {
        try (var shop = new Shop("rule-hide")) {
            var planted = serve(shop, 11);
            var before = items(recommend(shop, "u3", "?limit=60&excludeSeen=false"));
            save(shop, rule("odd", "\"categories\":[\"odd\"]", "{\"kind\":\"hide\"}"));

            var odd = before.stream().filter(OddEvenCatalog::isOdd).toList();
            assertThat(odd).hasSize(30);
            var even = before.stream().filter(item -> !isOdd(item)).toList();
            assertThat(items(recommend(shop, "u3", "?limit=60&excludeSeen=false")))
                    .isEqualTo(even);
            assertThat(items(recommend(shop, "nobody", "?limit=60"))).doesNotContainAnyElementsOf(odd);
            assertThat(items(shop.client().get("/v1/items/popular?limit=60").jsonPath()))
                    .doesNotContainAnyElementsOf(odd);
            assertThat(items(shop.client().get("/v1/items/i2/similar?limit=60").jsonPath()))
                    .doesNotContainAnyElementsOf(odd);

            // An item that the model does not know, liked and hidden by its id.
            shop.write(Topic.INTERACTIONS, interaction(shop, "a", "novel", Action.PURCHASE));
            await().untilAsserted(() ->
                    assertThat(items(recommend(shop, "nobody", "?limit=100"))).contains("novel"));
            save(shop, rule("novel", "\"items\":[\"novel\"]", "{\"kind\":\"hide\"}"));
            assertThat(items(recommend(shop, "nobody", "?limit=100"))).doesNotContain("novel");

            operator(shop).header("If-Match", "\"1\"").delete("/v1/rules/odd");
            assertThat(items(recommend(shop, "u3", "?limit=60&excludeSeen=false")))
                    .isEqualTo(best(planted, planted.user(3), new int[0], 60));
        }
    }

    @Test
    void aRuleFollowsTheCatalogue() {
        try (var shop = new Shop("rule-follows")) {
            serve(shop, 12);
            save(shop, rule("red", "\"categories\":[\"red\"],\"maxPrice\":10", "{\"kind\":\"hide\"}"));
            var first = items(recommend(shop, "u3", "")).getFirst();
            shop.write(Topic.ITEMS, item(shop, first, "red", "Hoa", 10, true));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(items(recommend(shop, "u3", "")))
                    .doesNotContain(first));
            shop.write(Topic.ITEMS, item(shop, first, "red", "Hoa", 11, true));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(items(recommend(shop, "u3", "")))
                    .startsWith(first));
        }
    }

    @Test
    void boostsWhatIsFarBelowTheBestAndBuriesWhatIsAmongThem() {
        try (var shop = new Shop("rule-boost")) {
            serve(shop, 13);
            var all = items(recommend(shop, "u3", "?limit=60"));
            var low = all.get(all.size() - 2);
            save(shop, rule("up", "\"items\":[\"" + low + "\"]", "{\"kind\":\"boost\",\"factor\":1000}"));
            var boosted = recommend(shop, "u3", "?limit=5");
            assertThat(items(boosted).getFirst()).isEqualTo(low);
            assertThat(items(boosted).subList(1, 5)).isEqualTo(all.subList(0, 4));
            assertThat(boosted.getList("items[0].rules")).containsExactly("up");
            assertThat(boosted.getList("items[1].rules")).isNull();
            assertThat(boosted.getString("items[0].source")).isEqualTo("collaborative");

            // All but three of the best fifty are buried: what was below them comes up.
            save(shop, rule("down", "\"categories\":[\"odd\"]", "{\"kind\":\"bury\",\"factor\":0}"));
            assertThat(items(recommend(shop, "u3", "?limit=10")).stream()
                            .filter(item -> !item.equals(low))
                            .toList())
                    .isEqualTo(all.stream()
                            .filter(item -> !isOdd(item) && !item.equals(low))
                            .limit(isOdd(low) ? 10 : 9)
                            .toList());
        }
    }

    @Test
    void pinsItemsInTheirOrderAlsoUnknownOnesAndNeverWhatMayNotBeShown() {
        try (var shop = new Shop("rule-pin")) {
            serve(shop, 14);
            var before = items(recommend(shop, "u3", "?limit=10"));
            var last = items(recommend(shop, "u3", "?limit=60")).getLast();
            shop.write(Topic.ITEMS, item(shop, "novel", "new", "Hoa", 3, true));
            shop.write(Topic.ITEMS, item(shop, "gone", "new", "Hoa", 3, false));
            save(
                    shop,
                    rule(
                            "front",
                            "\"items\":[\"never-heard-of\",\"gone\",\"novel\",\"" + last + "\"]",
                            "{\"kind\":\"pin\",\"position\":2}"));
            await().untilAsserted(() -> assertThat(items(recommend(shop, "u3", "?limit=5")))
                    .containsExactly(before.get(0), "novel", last, before.get(1), before.get(2)));
            var answer = recommend(shop, "u3", "?limit=5");
            assertThat(answer.getString("items[1].source")).isEqualTo("pinned");
            assertThat(answer.getString("items[1].name")).isEqualTo("Name of novel");
            assertThat(answer.getList("items[2].rules")).containsExactly("front");
            assertThat(items(recommend(shop, "u3", "?limit=5&exclude=novel"))).doesNotContain("novel");
        }
    }

    @Test
    void capsAGroupAndTheListIsFullAllTheSame() {
        try (var shop = new Shop("rule-cap")) {
            serve(shop, 15);
            save(
                    shop,
                    rule("few-odd", "\"categories\":[\"odd\"]", "{\"kind\":\"cap\",\"by\":\"category\",\"most\":2}"));
            save(shop, rule("brand", "", "{\"kind\":\"cap\",\"by\":\"brand\",\"most\":2}"));
            var all = recommend(shop, "u3", "?limit=10");
            assertThat(items(all)).hasSize(10);
            assertThat(items(all).stream().filter(OddEvenCatalog::isOdd)).hasSize(2);
            var brands =
                    items(all).stream().collect(Collectors.groupingBy(item -> row(item) % 5, Collectors.counting()));
            assertThat(brands.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(2));
        }
    }

    @Test
    void whatWasShownIsRecordedWithItsRules() {
        try (var shop = new Shop("rule-log");
                var watch = new Watch(Topic.RECOMMENDATIONS)) {
            serve(shop, 16);
            save(shop, rule("up", "\"categories\":[\"odd\"]", "{\"kind\":\"boost\",\"factor\":2}"));
            var answer = recommend(shop, "u3", "");
            var event = watch.await(
                    RecommendationsServed.class, served -> served.requestId().equals(answer.getString("requestId")));
            assertThat(event.items()).allSatisfy(shown -> assertThat(shown.rules())
                    .isEqualTo(isOdd(shown.item()) ? List.of("up") : List.of()));
        }
    }

    @Test
    void aPreviewShowsWhatWouldMoveAndSavesNothing() {
        try (var shop = new Shop("rule-preview")) {
            serve(shop, 17);
            var before = items(recommend(shop, "u3", "?limit=5"));
            var preview = operator(shop)
                    .body("{\"user\":\"u3\",\"limit\":5,\"rules\":["
                            + "{\"name\":\"hide\",\"condition\":{\"items\":[\"" + before.get(0)
                            + "\"]},\"action\":{\"kind\":\"hide\"}},"
                            + "{\"id\":\"front\",\"name\":\"pin\",\"condition\":{\"items\":[\"" + before.get(4)
                            + "\"]},\"action\":{\"kind\":\"pin\",\"position\":1}}]}")
                    .post("/v1/rules/preview");
            assertThat(preview.statusCode()).as(preview.asString()).isEqualTo(200);
            var json = preview.jsonPath();
            assertThat(json.getList("now.item", String.class)).isEqualTo(before);
            assertThat(json.getList("with.item", String.class))
                    .startsWith(before.get(4), before.get(1), before.get(2), before.get(3))
                    .hasSize(5);
            assertThat(json.getList("changes.find { it.item == '" + before.get(0) + "' }.rules"))
                    .containsExactly("draft-1");
            assertThat(json.getInt("changes.find { it.item == '" + before.get(4) + "' }.before"))
                    .isEqualTo(5);
            assertThat(json.getList("changes.find { it.item == '" + before.get(4) + "' }.rules"))
                    .containsExactly("front");
            assertThat(operator(shop).get("/v1/rules").jsonPath().getList("rules"))
                    .isEmpty();
            assertThat(items(recommend(shop, "u3", "?limit=5"))).isEqualTo(before);

            requireProblem(
                    operator(shop).body("{\"user\":\"u3\"}").post("/v1/rules/preview"),
                    400,
                    "/problems/invalid-request");
        }
    }

    @Test
    void aPreviewIsOfTheMomentThatIsAskedAbout() {
        try (var shop = new Shop("rule-campaign")) {
            serve(shop, 18);
            var first = items(recommend(shop, "u3", "?limit=5")).getFirst();
            var draft = "{\"name\":\"later\",\"from\":\"2036-01-01T00:00:00Z\",\"condition\":{\"items\":[\"" + first
                    + "\"]},\"action\":{\"kind\":\"hide\"}}";
            var now = operator(shop)
                    .body("{\"user\":\"u3\",\"limit\":5,\"rules\":[" + draft + "]}")
                    .post("/v1/rules/preview");
            assertThat(now.jsonPath().getList("changes")).isEmpty();
            var then = operator(shop)
                    .body("{\"user\":\"u3\",\"limit\":5,\"at\":\"2036-01-02T00:00:00Z\",\"rules\":[" + draft + "]}")
                    .post("/v1/rules/preview");
            assertThat(then.jsonPath().getList("with.item", String.class)).doesNotContain(first);
        }
    }

    @Test
    void aRecordThatLostARaceOrCannotBeReadLeavesTheRuleAsItIs() {
        try (var shop = new Shop("rule-race")) {
            save(shop, rule("kept", "", "{\"kind\":\"bury\",\"factor\":0.5}"));
            shop.write(Topic.RULES, new RuleRemoved(newId(), shop.tenant(), Instant.now(), "kept", 1, "late"));
            shop.write(Topic.RULES, "rule-race/kept", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            // What is saved after them has been read after them.
            save(shop, rule("next", "", "{\"kind\":\"bury\",\"factor\":0.5}"));
            assertThat(operator(shop).get("/v1/rules").jsonPath().getList("rules.id", String.class))
                    .containsExactly("kept", "next");
            shop.write(Topic.RULES, new RuleRemoved(newId(), shop.tenant(), Instant.now(), "kept", 2, "another"));
            await().untilAsserted(() -> assertThat(
                            operator(shop).get("/v1/rules").jsonPath().getList("rules.id", String.class))
                    .containsExactly("next"));
        }
    }

    private static String rule(String id, String condition, String action) {
        return "{\"id\":\"%s\",\"name\":\"%s\",\"condition\":{%s},\"action\":%s}".formatted(id, id, condition, action);
    }

    private static Response save(Shop shop, String rule) {
        var response = operator(shop).body(rule).post("/v1/rules");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return response;
    }
}
