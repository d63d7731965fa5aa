package io.recloop.alert.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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

/// What responders do over HTTP: incidents, maintenance and the rotation.
@QuarkusTest
@TestProfile(ResponseResourcesTest.WithARotation.class)
@QuarkusTestResource(AlertStack.class)
class ResponseResourcesTest {
    public static final class WithARotation implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "recloop.alert.people.lan.channels", "log",
                    "recloop.alert.people.minh.channels", "log",
                    "recloop.alert.oncall.shop.people", "lan",
                    "recloop.alert.oncall.shop.weekdays", "MONDAY,TUESDAY,WEDNESDAY,THURSDAY,FRIDAY",
                    "recloop.alert.oncall.shop.start", "2026-01-05T09:00");
        }
    }

    @Test
    void anIncidentIsAcknowledgedSnoozedNotedMarkedAndResolved() {
        var id = opened();
        act(id, "acknowledge", Map.of("note", "looking")).statusCode(200).body("status", equalTo("acknowledged"));
        act(id, "snooze", Map.of("until", in(Duration.ofHours(1)), "note", "after lunch"))
                .statusCode(200)
                .body("status", equalTo("snoozed"));
        act(id, "notes", Map.of("note", "disk 3")).statusCode(200);
        act(id, "feedback", Map.of("verdict", "noise", "note", "")).statusCode(200);
        act(id, "resolve", Map.of("note", "replaced")).statusCode(200).body("status", equalTo("resolved"));
        as("operator")
                .get("/v1/incidents/" + id)
                .then()
                .body(
                        "events.kind",
                        equalTo(List.of("OPENED", "ACKNOWLEDGED", "SNOOZED", "NOTE", "NOISE", "RESOLVED")));
        as("operator")
                .get("/v1/alert-statistics")
                .then()
                .statusCode(200)
                .body("rules.find { it.rule == '%s' }.noise".formatted(name), equalTo(1));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheReason() {
        var id = opened();
        act(id, "snooze", Map.of("until", in(Duration.ofHours(-1)), "note", "x"))
                .statusCode(400)
                .body("detail", containsString("until must be in the future"));
        act(id, "feedback", Map.of("verdict", "maybe", "note", "x")).statusCode(400);
        act(id, "acknowledge", Map.of("note", " ")).statusCode(400);
        act(UUID.randomUUID().toString(), "acknowledge", Map.of("note", "x")).statusCode(404);
        as("operator").get("/v1/on-call?days=0").then().statusCode(400);
        override(Map.of("person", "nobody", "startsAt", in(Duration.ZERO), "endsAt", in(Duration.ofHours(1))))
                .statusCode(400)
                .body("detail", containsString("recloop.alert.people"));
        override(Map.of("person", "minh", "startsAt", in(Duration.ofHours(2)), "endsAt", in(Duration.ofHours(1))))
                .statusCode(400);
        as("operator").delete("/v1/on-call/overrides/nonsense").then().statusCode(404);
        as("client").get("/v1/on-call").then().statusCode(403);
        as("client").get("/v1/maintenance").then().statusCode(403);
        as("client").get("/v1/alert-statistics").then().statusCode(403);
    }

    @Test
    void maintenanceIsBegunShownAndEnded() {
        as("stranger").get("/v1/maintenance").then().statusCode(200).body("on", equalTo(false));
        var body = Map.of("until", in(Duration.ofHours(1)), "reason", "new database");
        as("stranger").body(body).put("/v1/maintenance").then().statusCode(200).body("on", equalTo(true));
        as("stranger").get("/v1/maintenance").then().body("window.reason", equalTo("new database"));
        as("operator").get("/v1/maintenance").then().body("on", equalTo(false)).body("window", nullValue());
        as("stranger").delete("/v1/maintenance").then().statusCode(200).body("on", equalTo(false));
        as("stranger").get("/v1/maintenance").then().body("on", equalTo(false));
    }

    @Test
    void anOverrideTakesOverAndIsTakenBack() {
        as("operator")
                .get("/v1/on-call?days=14")
                .then()
                .statusCode(200)
                .body("rotations[0].gaps", hasSize(greaterThanOrEqualTo(2)));
        String id = override(Map.of(
                        "person", "minh", "startsAt", in(Duration.ofMinutes(-1)), "endsAt", in(Duration.ofHours(1))))
                .statusCode(200)
                .extract()
                .path("id");
        as("operator")
                .get("/v1/on-call")
                .then()
                .body("rotations[0].now.person", equalTo("minh"))
                .body("rotations[0].now.because", equalTo("override"));
        as("stranger").delete("/v1/on-call/overrides/" + id).then().statusCode(404);
        as("operator").delete("/v1/on-call/overrides/" + id).then().statusCode(200);
        as("operator").get("/v1/on-call").then().body("rotations[0].overrides", hasSize(0));
    }

    private final String name = "response-" + UUID.randomUUID();

    private String opened() {
        return as("operator")
                .body(Map.of("alerts", List.of(Map.of("name", name, "severity", "critical", "summary", "it burns"))))
                .post("/v1/alerts")
                .then()
                .statusCode(200)
                .extract()
                .path("alerts[0].incident");
    }

    private static ValidatableResponse act(String id, String what, Map<String, String> body) {
        return as("operator")
                .body(body)
                .post("/v1/incidents/" + id + "/" + what)
                .then();
    }

    private static ValidatableResponse override(Map<String, String> body) {
        return as("operator").body(body).post("/v1/on-call/shop/overrides").then();
    }

    private static String in(Duration time) {
        return Clock.systemUTC().instant().plus(time).toString();
    }

    private static RequestSpecification as(String who) {
        var token = ConfigProvider.getConfig().getValue("test.token." + who, String.class);
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }
}
