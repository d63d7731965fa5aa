package io.recloop.monitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The service from outside: topics and HTTP. Each test is a tenant of its own.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class LoopTest extends LoopSteps {
    @Test
    void kpisCountEachRequestOnceAndAttributeClicksInAnyOrder() throws Exception {
        var shop = new Shop("kpis");
        var at = Instant.now().minusSeconds(10);
        var served = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 20; i++) {
            var strategy = i < 15 ? Strategy.PERSONALIZED : Strategy.POPULAR;
            served.add(shop.served("request-" + i, MODEL, strategy, at, "item-01", "item-02"));
        }
        // Clicks first, one of them twice, one on an item that was not shown, one a day too late.
        var click = shop.click("request-0", "item-01", at.plusSeconds(2));
        wire.send(
                Topic.INTERACTIONS,
                List.of(
                        click,
                        click,
                        shop.click("request-0", "item-02", at.plusSeconds(3)),
                        shop.click("request-1", "item-39", at.plusSeconds(2)),
                        shop.click("request-2", "item-01", at.plus(Duration.ofHours(2)))));
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(
                Topic.RECOMMENDATIONS,
                List.of(
                        new RecommendationFailed(
                                Shop.id(),
                                shop.tenant(),
                                at,
                                "request-500",
                                null,
                                MODEL,
                                500,
                                "/problems/internal",
                                900),
                        new RecommendationFailed(
                                Shop.id(),
                                shop.tenant(),
                                at,
                                "request-400",
                                null,
                                MODEL,
                                400,
                                "/problems/limit",
                                100)));
        wire.send(Topic.INTERACTIONS, shop.click("request-3", "item-02", at.plusSeconds(4)));

        await().atMost(SOON).untilAsserted(() -> {
            var kpis = as("operator", shop.tenant())
                    .queryParam("step", "PT5M")
                    .get("/v1/kpis")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(kpis.getList("points.served", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(20);
            assertThat(kpis.getList("points.clicked", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(2);
            assertThat(kpis.getList("points.failures", Integer.class)).contains(1);
            assertThat(kpis.getList("points.rejected", Integer.class)).contains(1);
            assertThat(kpis.getList("points.fallbacks", Integer.class).stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(5);
            assertThat(kpis.<Number>get("points[0].latencyMillis.p50"))
                    .isNotNull()
                    .satisfies(p50 -> assertThat(p50.floatValue()).isBetween(10f, 14.5f));
        });
        var items = as("admin", shop.tenant())
                .get("/v1/kpis/items")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(items.getInt("find { it.item == 'item-01' }.shown")).isEqualTo(20);
        assertThat(items.getInt("find { it.item == 'item-01' }.clicked")).isEqualTo(1);
        assertThat(items.getInt("find { it.item == 'item-02' }.clicked")).isEqualTo(2);
    }

    @Test
    void modelsAreToldApartByWhatUsersTookAndRatedWhileTheyServed() throws Exception {
        var shop = new Shop("outcomes");
        var then = Instant.now().minusSeconds(120);
        var newer = "als-20261121t070000z-00000002";
        var twice = shop.took(MODEL, 2, then);
        wire.send(
                Topic.OUTCOMES,
                List.of(
                        twice,
                        twice,
                        shop.took(MODEL, 1, then),
                        shop.took(MODEL, 20, then),
                        // Not known to the model: no hit, and nothing to the mean rank.
                        shop.took(MODEL, 0, then),
                        shop.rated(MODEL, 4.0, 5, then),
                        shop.rated(MODEL, 3.0, 0.5, then),
                        // There was no prediction.
                        shop.rated(MODEL, null, 1, then)));
        wire.send(
                Topic.OUTCOMES,
                List.of(
                        shop.rated(newer, 4.0, 4, then.plusSeconds(60)),
                        shop.compared(MODEL, newer, then),
                        // So old that its facts are deleted already.
                        shop.took(newer, 1, then.minus(Duration.ofDays(40)))));

        await().atMost(SOON).untilAsserted(() -> {
            var outcomes = as("operator", shop.tenant()).get("/v1/kpis/models").jsonPath();
            assertThat(outcomes.getList("models.modelId", String.class)).containsExactly(newer, MODEL);
            assertThat(outcomes.getInt("models[1].observed")).isEqualTo(4);
            assertThat(outcomes.getDouble("models[1].hitRateAt10")).isEqualTo(0.5);
            assertThat(outcomes.getDouble("models[1].meanReciprocalRank"))
                    .isEqualTo((1 + 0.5 + 0.05) / 4, within(1e-6));
            assertThat(outcomes.getInt("models[1].rated")).isEqualTo(2);
            assertThat(outcomes.getDouble("models[1].ratingRmse"))
                    .isEqualTo(Math.sqrt((1 + 2.5 * 2.5) / 2), within(1e-6));
            assertThat(outcomes.getInt("models[0].observed")).isZero();
            assertThat(outcomes.<Object>get("models[0].hitRateAt10")).isNull();
            assertThat(outcomes.getDouble("models[0].ratingRmse")).isZero();
        });
        var earlier = as("operator", shop.tenant())
                .queryParam("to", then.minusSeconds(60).toString())
                .get("/v1/kpis/models")
                .jsonPath();
        assertThat(earlier.getList("models")).isEmpty();
        as("client", shop.tenant()).get("/v1/kpis/models").then().statusCode(403);
        as("operator", shop.tenant())
                .queryParam("from", "yesterday")
                .get("/v1/kpis/models")
                .then()
                .statusCode(400)
                .body("type", org.hamcrest.Matchers.equalTo("/problems/invalid-request"));
    }

    @Test
    void aReplicaThatStaysBehindIsAlertedUntilItServes() throws Exception {
        var shop = new Shop("behind");
        var then = Instant.now().minusSeconds(60);
        wire.send(Topic.MODEL_STATUS, shop.serving(MODEL, "replica-1", 1, then));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(MODEL, 2, "a".repeat(64), then.plusSeconds(1)));

        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(AlertRaised.class, alert -> {
                    assertThat(alert.rule()).isEqualTo("replica-behind");
                    assertThat(alert.labels()).containsEntry("instance", "replica-1");
                }));

        wire.send(Topic.MODEL_STATUS, shop.serving(MODEL, "replica-1", 2, Instant.now()));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(alerts(shop)).hasSize(2).last().isInstanceOf(AlertResolved.class));
    }

    @Test
    void aSignOfLifeChangesNothingOfWhatAReplicaServes() throws Exception {
        var shop = new Shop("alive");
        var then = Instant.now().minusSeconds(60);
        wire.send(Topic.MODEL_STATUS, shop.serving(MODEL, "replica-1", 1, then));
        wire.send(Topic.MODEL_STATUS, shop.alive("replica-1", 2, then.plusSeconds(1)));
        wire.send(Topic.MODEL_PUBLISHED, shop.published(MODEL, 2, "a".repeat(64), then.plusSeconds(1)));

        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(
                        AlertRaised.class, alert -> assertThat(alert.rule()).isEqualTo("replica-behind")));
        assertThat(wire.deadLetters(Topic.MODEL_STATUS))
                .noneMatch(letter -> new String(letter.value(), StandardCharsets.UTF_8).contains("replica-alive"));
    }

    @Test
    void whatIsNoEventGoesToTheDeadLettersAndReadingGoesOn() throws Exception {
        var shop = new Shop("hostile");
        wire.sendRaw(Topic.INTERACTIONS, "{nonsense".getBytes(StandardCharsets.UTF_8));
        wire.sendRaw(Topic.RECOMMENDATIONS, "{\"type\":\"unknown\"}".getBytes(StandardCharsets.UTF_8));
        wire.send(Topic.RECOMMENDATIONS, shop.served("request-1", MODEL, Strategy.FOLDED_IN, Instant.now(), "item-01"));

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(wire.deadLetters(Topic.INTERACTIONS)).anySatisfy(letter -> {
                assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("{nonsense");
                assertThat(new String(
                                letter.headers().lastHeader("dead-letter-code").value(), StandardCharsets.UTF_8))
                        .isEqualTo("malformed");
            });
            assertThat(wire.deadLetters(Topic.RECOMMENDATIONS)).isNotEmpty();
            as("operator", shop.tenant())
                    .get("/v1/kpis")
                    .then()
                    .body("points.served", org.hamcrest.Matchers.hasItem(1));
        });
    }

    @Test
    void aTextThatTheDatabaseCannotStoreIsKeptWithoutThatCharacterAndReadingGoesOn() throws Exception {
        var shop = new Shop("unstorable");
        wire.send(
                Topic.MODEL_STATUS,
                List.of(
                        shop.serving(MODEL, "replica-1", 1, Instant.now()),
                        shop.refused(MODEL, "replica-2", 2, "a NUL \u0000 in the middle"),
                        shop.serving(MODEL, "replica-3", 1, Instant.now())));

        await().atMost(SOON).untilAsserted(() -> {
            as("operator", shop.tenant())
                    .get("/v1/health")
                    .then()
                    .body("replicas.instance", org.hamcrest.Matchers.contains("replica-1", "replica-2", "replica-3"));
        });
    }

    @Test
    void onlyOperatorsReadAndErrorsAreProblems() {
        given().get("/v1/kpis")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/unauthorized"));
        as("client", "default")
                .get("/v1/kpis")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/forbidden"));
        as("operator", "nobody")
                .delete("/v1/kpis")
                .then()
                .statusCode(405)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/method-not-allowed"));
        as("operator", "nobody")
                .get("/v1/drift/latest")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/nothing-evaluated"));
        as("operator", "nobody")
                .queryParam("from", "yesterday")
                .get("/v1/kpis")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/invalid-request"));
        as("operator", "nobody")
                .queryParam("limit", 100_000)
                .get("/v1/drift")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", org.hamcrest.Matchers.equalTo("/problems/invalid-request"));
        as("operator", "nobody")
                .get("/v1/health")
                .then()
                .statusCode(200)
                .body("status", org.hamcrest.Matchers.equalTo("UNKNOWN"));
        await().atMost(SOON)
                .untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString("recloop_monitor_records_lag"));
        given().get("/q/openapi").then().statusCode(200);
    }

    @Test
    void everyMetricThatRulesAndDashboardNameIsExported() throws Exception {
        var shop = new Shop("measured");
        var observability = Path.of(System.getProperty("recloop.root")).resolve("deploy/observability");
        var named = new java.util.TreeSet<String>();
        for (var file : List.of("prometheus/recloop.rules.yml", "grafana/loop.json")) {
            var names = java.util.regex.Pattern.compile("recloop_monitor_[a-z_]+")
                    .matcher(java.nio.file.Files.readString(observability.resolve(file)));
            while (names.find()) {
                named.add(names.group());
            }
        }
        assertThat(named).hasSizeGreaterThan(10);

        // What is counted is exported from its first occurrence on.
        wire.sendRaw(Topic.INTERACTIONS, "[]".getBytes(StandardCharsets.UTF_8));
        var served = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 60; i++) {
            served.add(shop.served("measured-" + i, MODEL, Strategy.POPULAR, Instant.now(), "item-01"));
        }
        wire.send(Topic.RECOMMENDATIONS, served);
        wire.send(Topic.INTERACTIONS, shop.click("measured-1", "item-01", Instant.now()));
        // Of one tenant alone.
        wire.send(Topic.OUTCOMES, new Shop("default").took(MODEL, 1, Instant.now()));
        evaluate(shop);

        await().atMost(SOON).untilAsserted(() -> {
            var exported = given().get("/q/metrics").asString();
            assertThat(named).allSatisfy(name -> assertThat(exported).containsPattern("(?m)^" + name + "[ {]"));
        });
    }
}
