package io.recloop.alert.webhooks;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.recloop.alert.AlertStack;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The doors for alerts and silences that are our own, over HTTP.
@QuarkusTest
@TestProfile(AlertDoorsTest.WithAWebhook.class)
@QuarkusTestResource(AlertStack.class)
class AlertDoorsTest {
    private final String name = "door-" + UUID.randomUUID();

    public static final class WithAWebhook implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            var prefix = "recloop.alert.incoming-webhooks.uptime.";
            return Map.ofEntries(
                    Map.entry(prefix + "alerts", "/checks"),
                    Map.entry(prefix + "labels.alertname", "/check/name"),
                    Map.entry(prefix + "labels.severity", "=critical"),
                    Map.entry(prefix + "labels.host", "/host"),
                    Map.entry(prefix + "annotations.summary", "/message"),
                    Map.entry(prefix + "status", "/state"),
                    Map.entry(prefix + "starts-at", "/since"),
                    Map.entry(prefix + "url", "/url"));
        }
    }

    @Test
    void anAlertThatIsSentOpensAnIncidentAndTheAnswerNamesIt() {
        String id = send(Map.of("name", name, "severity", "critical", "summary", "it burns"))
                .statusCode(200)
                .body("alerts[0].effect", equalTo("opened"))
                .body("alerts[0].incident", notNullValue())
                .extract()
                .path("alerts[0].incident");

        as("operator")
                .get("/v1/incidents/" + id)
                .then()
                .statusCode(200)
                .body("incident.rule", equalTo(name))
                .body("incident.severity", equalTo("critical"))
                .body("incident.summary", equalTo("it burns"));
        send(Map.of("name", name, "severity", "critical", "summary", "it burns"))
                .body("alerts[0].effect", equalTo("unchanged"))
                .body("alerts[0].incident", equalTo(id));
        send(Map.of("name", name, "severity", "critical", "endsAt", "2020-01-01T00:00:00Z"))
                .body("alerts[0].effect", equalTo("resolved"));
    }

    @Test
    void ofSeveralAlertsAllAreTakenOrNone() {
        sendAll(List.of(Map.of("name", name), Map.of("labels", Map.of("bad-name", "x"))))
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("alerts[1]: invalid label set: invalid name \"bad-name\""));

        as("operator")
                .queryParam("filter", "alertname=" + name)
                .get("/api/v2/alerts")
                .then()
                .body("size()", equalTo(0));
    }

    @Test
    void aSilenceIsPreviewedMadeShownAndEnded() {
        send(Map.of("name", name, "labels", Map.of("team", "a"))).statusCode(200);
        var matchers = List.of("alertname=\"" + name + "\"", "team=~\"a|b\"");

        as("operator")
                .body(Map.of("matchers", matchers))
                .post("/v1/silences/preview")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("alerts[0].labels.team", equalTo("a"))
                .body("alerts[0].silencedBy", hasSize(0));
        var end = Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
        String id = as("operator")
                .body(Map.of("matchers", matchers, "endsAt", end, "comment", "known"))
                .post("/v1/silences")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("createdBy", equalTo("lan"))
                .extract()
                .path("id");

        as("operator").get("/v1/silences").then().body("silences.id", hasItem(id));
        as("operator")
                .queryParam("filter", "alertname=" + name)
                .get("/api/v2/alerts")
                .then()
                .body("[0].status.silencedBy", equalTo(List.of(id)))
                .body("[0].status.state", equalTo("suppressed"));
        as("stranger").get("/v1/silences/" + id).then().statusCode(404);
        as("stranger").delete("/v1/silences/" + id).then().statusCode(404);
        as("operator").delete("/v1/silences/" + id).then().statusCode(200);
        as("operator").get("/v1/silences/" + id).then().body("state", equalTo("expired"));
        as("operator")
                .queryParam("filter", "alertname=" + name)
                .get("/api/v2/alerts")
                .then()
                .body("[0].status.state", equalTo("active"));
    }

    @Test
    void aSilenceNeedsAReasonAnEndAndMatchersThatMatchSomething() {
        var end = Clock.systemUTC().instant().plus(Duration.ofHours(1)).toString();
        refused(Map.of("matchers", List.of("a=b"), "endsAt", end, "comment", " "), "comment");
        refused(Map.of("matchers", List.of("a=b"), "comment", "x"), "endsAt");
        refused(Map.of("matchers", List.of(), "endsAt", end, "comment", "x"), "matchers");
        refused(Map.of("matchers", List.of("a=~\"(\""), "endsAt", end, "comment", "x"), "missing closing )");
        refused(Map.of("matchers", List.of("a=~\".*\""), "endsAt", end, "comment", "x"), "must not match the empty");
        refused(Map.of("matchers", List.of("a=b"), "endsAt", "2020-01-01T00:00:00Z", "comment", "x"), "start time");
        as("operator").get("/v1/silences?state=asleep").then().statusCode(400);
        as("client").get("/v1/silences").then().statusCode(403);
        as("operator").get("/v1/silences/nonsense").then().statusCode(404);
    }

    @Test
    void grafanasWebhookOpensAndResolves() {
        grafana("firing", "0001-01-01T00:00:00Z")
                .statusCode(200)
                .body("alerts[0].effect", equalTo("opened"))
                .body("alerts[0].labels.grafana_folder", equalTo("f"));
        grafana("firing", "0001-01-01T00:00:00Z").body("alerts[0].effect", equalTo("unchanged"));
        grafana("resolved", "2026-11-01T00:00:00+07:00").body("alerts[0].effect", equalTo("resolved"));
    }

    private ValidatableResponse grafana(String status, String endsAt) {
        return as("operator")
                .body("""
                        {"receiver":"recloop","status":"%s","orgId":1,"title":"[FIRING:1]","state":"alerting","alerts":[
                          {"status":"%s","labels":{"alertname":"%s","grafana folder":"f"},
                           "annotations":{"summary":"s"},"startsAt":"2026-10-30T00:00:00+07:00","endsAt":"%s",
                           "generatorURL":"http://g/alerting/1/edit","fingerprint":"00","valueString":"[ value=1 ]"}]}""".formatted(status, status, name, endsAt))
                .post("/v1/webhooks/grafana")
                .then();
    }

    @Test
    void aConfiguredWebhookIsMapped() {
        uptime("down", "since", "1795000000")
                .statusCode(200)
                .body("alerts[0].effect", equalTo("opened"))
                .body("alerts[0].labels.alertname", equalTo(name))
                .body("alerts[0].labels.host", equalTo("7"))
                .body("alerts[0].labels.severity", equalTo("critical"));
        uptime("Up", "note", "1").body("alerts[0].effect", equalTo("resolved"));
        uptime("down", "since", "\"soon\"").statusCode(400).body("detail", containsString("a time must be"));
        as("operator")
                .body("{}")
                .post("/v1/webhooks/uptime")
                .then()
                .statusCode(400)
                .body("detail", containsString("/checks"));
        as("operator").body("{}").post("/v1/webhooks/nobody").then().statusCode(404);
    }

    private ValidatableResponse uptime(String state, String field, String value) {
        return as("operator")
                .body("""
                        {"checks":[{"check":{"name":"%s"},"host":7,"state":"%s","message":"no answer","%s":%s}]}""".formatted(name, state, field, value))
                .post("/v1/webhooks/uptime")
                .then();
    }

    static List<String> hostile() {
        var deep = "[".repeat(5_000);
        var long1 = "x".repeat(200_000);
        return List.of(
                "",
                "null",
                "[]",
                "{}",
                "\"x\"",
                "1e999999999",
                "{\"alerts\":null}",
                "{\"alerts\":[null]}",
                "{\"alerts\":[1]}",
                "{\"alerts\":[[]]}",
                "{\"alerts\":{}}",
                "{\"alerts\":[{\"labels\":null}]}",
                "{\"alerts\":[{\"labels\":{\"a\":null}}]}",
                "{\"alerts\":[{\"labels\":{\"a\":{}}}]}",
                "{\"alerts\":[{\"labels\":{\"\":\"x\"}}]}",
                "{\"alerts\":[{\"labels\":{\"" + long1 + "\":\"x\"}}]}",
                "{\"alerts\":[{\"labels\":{\"a\":\"" + long1 + "\"}}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"\\u0000\\ud800\\r\\nSet-Cookie: a\"}}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"'; drop table alert.incident; --\"}}]}",
                "{\"alerts\":[{\"labels\":{\"tenant\":\"other\",\"alertname\":\"t\"}}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"annotations\":{\"summary\":\"" + long1 + "\"}}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"annotations\":{\"\\u0000\":\"x\"}}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"startsAt\":\"-999999999-01-01T00:00:00Z\"}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"startsAt\":\"+999999999-12-31T23:59:59Z\"}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"startsAt\":\"+294277-01-01T00:00:00Z\","
                        + "\"endsAt\":\"+294278-01-01T00:00:00Z\"}]}",
                "{\"alerts\":[{\"labels\":{\"alertname\":\"t\"},\"startsAt\":99999999999999999999}]}",
                "{\"alerts\":[{\"name\":7,\"labels\":\"x\"}]}",
                "{\"matchers\":[null]}",
                "{\"matchers\":[\"a=~\\\"" + "(a+)+".repeat(2_000) + "\\\"\"]}",
                "{\"matchers\":[\"a=~\\\"x{1000}{1000}\\\"\"]}",
                "{\"checks\":[{\"check\":{\"name\":{}}}]}",
                "{\"checks\":[null,1,\"x\",[]]}",
                "{\"checks\":[{\"check\":{\"name\":\"t\"},\"since\":1e300}]}",
                deep,
                "{\"a\":" + deep);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void nothingThatIsSentIsAnInternalError(String body) {
        for (var path : List.of(
                "/v1/alerts",
                "/v1/silences",
                "/v1/silences/preview",
                "/v1/webhooks/grafana",
                "/v1/webhooks/uptime",
                "/api/v2/alerts",
                "/api/v2/silences")) {
            int status = as("stranger").body(body).post(path).statusCode();
            assertThat(status).as(path).isLessThan(500);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/alerts?filter=a%3D%00",
                "/api/v2/alerts?filter=%FF%FE",
                "/api/v2/alerts?filter=a%3D~%22(((((((((((((((((((((((((x%22",
                "/api/v2/alerts?receiver=%00",
                "/api/v2/silences?filter=a%3D~%22%5Cx%22",
                "/api/v2/silence/%00",
                "/api/v2/silence/..%2F..%2Fstatus",
                "/api/v2/%2e%2e/%2e%2e/q/health",
                "/v1/silences/%00",
                "/v1/silences?state=%00"
            })
    void noPathAndNoQueryIsAnInternalError(String path) {
        int status = given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token("stranger"))
                .get(path)
                .statusCode();
        assertThat(status).isLessThan(500);
    }

    @Test
    void whoMayNotSendIsRefused() {
        for (var path : List.of("/v1/alerts", "/v1/silences", "/v1/webhooks/grafana", "/api/v2/alerts")) {
            given().contentType("application/json").body("[]").post(path).then().statusCode(401);
            as("client").body("[]").post(path).then().statusCode(403);
        }
    }

    private void refused(Map<String, Object> silence, String why) {
        as("operator").body(silence).post("/v1/silences").then().statusCode(400).body("detail", containsString(why));
    }

    private static ValidatableResponse send(Map<String, Object> alert) {
        return sendAll(List.of(alert));
    }

    private static ValidatableResponse sendAll(List<Map<String, Object>> alerts) {
        return as("operator").body(Map.of("alerts", alerts)).post("/v1/alerts").then();
    }

    private static RequestSpecification as(String role) {
        return given().header("Authorization", "Bearer " + token(role)).contentType("application/json");
    }

    private static String token(String role) {
        return ConfigProvider.getConfig().getValue("test.token." + role, String.class);
    }
}
