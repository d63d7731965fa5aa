package io.recloop.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.Severity;
import io.recloop.contracts.events.Strategy;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What alert rules do while events come in, and would have done before.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class AlertRuleFiringTest extends LoopSteps {
    private static Response put(Shop shop, String name, Object rule) {
        return as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .body(rule)
                .put("/v1/alert-rules/" + name);
    }

    private List<RecommendationsServed> served(Shop shop, int people, Strategy strategy, Instant at) {
        var lists = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < people; i++) {
            lists.add(shop.servedTo("user-" + i, "%s-%d-%s".formatted(at, i, strategy), MODEL, strategy, at));
        }
        return lists;
    }

    private static String state(Shop shop, String rule) {
        return as("operator", shop.tenant())
                .get("/v1/alert-rules/" + rule)
                .jsonPath()
                .getString("status.state");
    }

    @Test
    void aRuleFiresWhenItHeldAndResolvesWhenItIsChanged() throws Exception {
        var shop = new Shop("firing");
        wire.send(
                Topic.MODEL_STATUS,
                shop.serving(MODEL, "replica-1", 1, Instant.now().minus(Duration.ofHours(1))));
        wire.send(Topic.RECOMMENDATIONS, served(shop, 60, Strategy.POPULAR, Instant.now()));
        put(shop, "impersonal", Map.of("metric", "fallback_rate", "threshold", 0.5, "for", "2s", "severity", "error"))
                .then()
                .statusCode(201);

        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .singleElement()
                .isInstanceOfSatisfying(AlertRaised.class, alert -> {
                    assertThat(alert.rule()).isEqualTo("impersonal");
                    assertThat(alert.severity()).isEqualTo(Severity.ERROR);
                    assertThat(alert.details()).containsEntry("measured", "1").containsEntry("metric", "fallback_rate");
                }));
        assertThat(state(shop, "impersonal")).isEqualTo("firing");
        as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .delete("/v1/alert-rules/impersonal")
                .then()
                .statusCode(204);
        await().atMost(SOON).untilAsserted(() -> assertThat(alerts(shop))
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        AlertResolved.class, over -> assertThat(over.summary()).contains("deleted")));
    }

    @Test
    void onePersonWhoAsksAgainAndAgainAndATenantWithoutAModelAreNoRate() throws Exception {
        var repeated = new Shop("repeated");
        var modelless = new Shop("modelless");
        var lists = new ArrayList<RecommendationsServed>();
        for (int i = 0; i < 200; i++) {
            lists.add(repeated.servedTo("one", "again-" + i, MODEL, Strategy.POPULAR, Instant.now()));
        }
        wire.send(
                Topic.MODEL_STATUS,
                repeated.serving(MODEL, "replica-1", 1, Instant.now().minus(Duration.ofHours(1))));
        wire.send(Topic.RECOMMENDATIONS, lists);
        wire.send(Topic.RECOMMENDATIONS, served(modelless, 60, Strategy.POPULAR, Instant.now()));

        await().atMost(SOON).untilAsserted(() -> as("operator", repeated.tenant())
                .get("/v1/metrics/fallback_rate")
                .then()
                .body("value", equalTo(1f))
                .body("count", equalTo(1)));
        await().atMost(SOON).untilAsserted(() -> as("operator", repeated.tenant())
                .get("/v1/alert-rules/high_fallback_rate")
                .then()
                .body("status.state", equalTo("unknown"))
                .body("status.because", containsString("50 are needed")));
        await().atMost(SOON).untilAsserted(() -> as("operator", modelless.tenant())
                .get("/v1/alert-rules/high_fallback_rate")
                .then()
                .body("status.state", equalTo("unknown"))
                .body("status.because", containsString("no model has served")));
    }

    @Test
    void aBacktestSaysHowOftenARuleWouldHaveFired() throws Exception {
        var shop = new Shop("backtest");
        var end = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.HOURS);
        var begin = end.minus(Duration.ofHours(10));
        for (int hour = 0; hour < 10; hour++) {
            // Silence in the fourth, fifth and eighth hour.
            if (hour != 3 && hour != 4 && hour != 7) {
                wire.send(
                        Topic.RECOMMENDATIONS,
                        served(shop, 12, Strategy.PERSONALIZED, begin.plus(Duration.ofMinutes(60L * hour + 30))));
            }
        }
        await().atMost(SOON).untilAsserted(() -> as("operator", shop.tenant())
                .queryParam("from", begin.toString())
                .queryParam("to", end.toString())
                .get("/v1/metrics/requests")
                .then()
                .body("value", equalTo(84f)));

        var tested = as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .queryParam("from", begin.plus(Duration.ofHours(1)).toString())
                .queryParam("to", end.toString())
                .queryParam("step", "PT1H")
                .body(Map.of("metric", "requests", "window", "1h", "comparison", "<", "threshold", 1))
                .post("/v1/alert-rules/quiet/backtest");

        tested.then()
                .statusCode(200)
                .body("looks", equalTo(10))
                .body("step", equalTo("PT1H"))
                .body("open", equalTo("PT3H"))
                .body("episodes.size()", equalTo(2))
                .body("summary", equalTo("would have fired 2 times, open 3 h"));
        as("operator", shop.tenant())
                .queryParam("step", "PT1S")
                .get("/v1/alert-rules/low_requests/backtest")
                .then()
                .statusCode(400);
        as("operator", "silent")
                .get("/v1/alert-rules/high_latency/backtest")
                .then()
                .statusCode(200)
                .body("summary", equalTo("nothing was measured at any of 500 looks"));
    }
}
