package io.recloop.monitor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Alert rules from outside: HTTP and topics.
@QuarkusTest
@QuarkusTestResource(SharedStack.class)
class AlertRulesTest extends LoopSteps {
    private static Response put(Shop shop, String name, Object rule) {
        return as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .body(rule)
                .put("/v1/alert-rules/" + name);
    }

    @Test
    void theSeedsRulesAreThereForEveryTenant() {
        as("operator", "anyone")
                .get("/v1/alert-rules")
                .then()
                .statusCode(200)
                .body("rules.name", hasItem("high_latency"))
                .body("rules.find { it.name == 'high_latency' }.threshold", equalTo(200f))
                .body("rules.find { it.name == 'high_latency' }.for", equalTo("PT5M"))
                .body("rules.find { it.name == 'high_fallback_rate' }.severity", equalTo("critical"))
                .body("rules.find { it.name == 'critical_embedding_age' }.threshold", equalTo(2_592_000f))
                .body(
                        "rules.name",
                        org.hamcrest.Matchers.hasItems(
                                "critical_latency",
                                "high_error_rate",
                                "low_requests",
                                "low_ctr",
                                "drift",
                                "accuracy",
                                "embedding_age",
                                "data_age",
                                "model_age",
                                "pipeline_failure"));
    }

    @Test
    void everyMetricHasAUnitAndAMeaningAndIsUnknownWhereNothingWasMeasured() {
        var metrics = as("operator", "silent").get("/v1/metrics").jsonPath();

        List<String> names = metrics.getList("metrics.name");
        assertThat(names).contains("latency_p95", "fallback_rate", "drift_rating", "answers.latency.p99", "data_age");
        assertThat(names).allSatisfy(name -> as("operator", "silent")
                .get("/v1/metrics/" + name)
                .then()
                .statusCode(200)
                .body("because", not(nullValue())));
        as("operator", "silent")
                .get("/v1/metrics/luck")
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void aRuleIsAddedReplacedWithItsTagAndDeleted() {
        var shop = new Shop("edited");
        var rule = Map.of("metric", "latency_p50", "threshold", 100, "for", "5m", "labels", Map.of("team", "search"));

        var created = put(shop, "slow", rule);

        created.then().statusCode(201).body("version", equalTo(1)).body("labels.team", equalTo("search"));
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        put(shop, "slow", rule).then().statusCode(428).body("type", equalTo("/problems/precondition-required"));
        as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .header("If-Match", "\"9\"")
                .body(rule)
                .put("/v1/alert-rules/slow")
                .then()
                .statusCode(412)
                .body("type", equalTo("/problems/alert-rule-changed"));
        as("operator", shop.tenant())
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Map.of("metric", "latency_p50", "threshold", 120))
                .put("/v1/alert-rules/slow")
                .then()
                .statusCode(200)
                .body("threshold", equalTo(120f))
                .body("for", equalTo("PT0S"))
                .body("changed.by", equalTo("tester"));
        as("operator", shop.tenant())
                .header("If-Match", "\"2\"")
                .delete("/v1/alert-rules/slow")
                .then()
                .statusCode(204);
        as("operator", shop.tenant()).get("/v1/alert-rules/slow").then().statusCode(404);
        // An old tag never fits a new rule.
        put(shop, "slow", rule).then().statusCode(201).body("version", equalTo(4));
        as("operator", "another").get("/v1/alert-rules/slow").then().statusCode(404);
    }

    @Test
    void aConfiguredRuleIsReplacedAndDeletedForOneTenantAlone() {
        var shop = new Shop("overriding");

        as("operator", shop.tenant())
                .header("If-Match", "\"0\"")
                .delete("/v1/alert-rules/low_ctr")
                .then()
                .statusCode(204);

        as("operator", shop.tenant()).get("/v1/alert-rules/low_ctr").then().statusCode(404);
        as("operator", "another").get("/v1/alert-rules/low_ctr").then().statusCode(200);
    }

    @Test
    void whatIsWrongWithARuleIsSaidOfEachField() {
        put(
                        new Shop("wrong"),
                        "slow",
                        Map.of("metric", "luck", "threshold", "much", "for", "soon", "severity", "bad", "colour", 1))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/invalid-request"))
                .body(
                        "errors.field",
                        org.hamcrest.Matchers.containsInAnyOrder("colour", "metric", "threshold", "for", "severity"));
        put(new Shop("wrong"), "Slow!", Map.of("metric", "latency_p50", "threshold", 1))
                .then()
                .statusCode(400)
                .body("errors.field", contains("name"));
        put(new Shop("wrong"), "slow", Map.of("metric", "latency_p50", "threshold", 100, "resolveThreshold", 120))
                .then()
                .statusCode(400)
                .body("errors.field", contains("resolveThreshold"));
        given().get("/v1/alert-rules").then().statusCode(401);
        as("client", "wrong").get("/v1/alert-rules").then().statusCode(403);
    }

    @Test
    void givenMetricsAreCheckedAgainstTheRulesAndRaiseNothing() {
        var checked = as("operator", "checking")
                .contentType(ContentType.JSON)
                .body(Map.of("metrics", Map.of("latency_p95", 250, "error_rate", 0.001)))
                .post("/v1/alert-rules/check");

        checked.then()
                .statusCode(200)
                .body("triggered.rule", contains("high_latency"))
                .body("triggered[0].condition", equalTo("latency_p95 > 200"))
                .body("quiet", contains("critical_latency", "elevated_error_rate", "high_error_rate"))
                .body("notGiven", hasItem("low_ctr"));
        as("operator", "checking")
                .contentType(ContentType.JSON)
                .body(Map.of("metrics", Map.of("luck", 1)))
                .post("/v1/alert-rules/check")
                .then()
                .statusCode(400)
                .body("detail", containsString("metrics.luck"));
    }
}
