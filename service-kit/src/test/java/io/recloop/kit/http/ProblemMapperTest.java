package io.recloop.kit.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.kit.KitStack;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KitStack.class)
class ProblemMapperTest {
    @Test
    void tellsTheTenantAndTheNameByTheToken() {
        get("operator", "/ping/who").statusCode(200).body("tenant", equalTo("acme"), "name", equalTo("lan"));
    }

    @Test
    void asksForATokenWhereThereIsNone() {
        problem(given().get("/ping/who").then(), 401, "unauthorized").header("WWW-Authenticate", equalTo("Bearer"));
    }

    @Test
    void refusesARoleThatMayNot() {
        problem(get("client", "/ping/who"), 403, "forbidden");
    }

    @Test
    void namesTheParameterThatIsOutOfBounds() {
        problem(get("operator", "/ping/bounded?limit=11"), 400, "invalid-request")
                .body("detail", containsString("limit"));
    }

    @Test
    void refusesABodyThatIsNotJson() {
        problem(post("{"), 400, "invalid-request");
    }

    @Test
    void refusesAFieldOfTheWrongType() {
        problem(post("{\"times\": \"often\"}"), 400, "invalid-request");
    }

    @Test
    void knowsNoOtherPaths() {
        problem(get("operator", "/pong"), 404, "not-found");
    }

    @Test
    void keepsTheCauseOfAFaultToTheLog() {
        requireInternal("/ping/fails");
    }

    @Test
    void keepsTheCauseOfAFaultThatTheFrameworkWrapsToTheLog() {
        requireInternal("/ping/fails-wrapped");
    }

    private static void requireInternal(String path) {
        problem(get("operator", path), 500, "internal")
                .body("title", equalTo("The service failed"), "instance", equalTo(path))
                .body("detail", matchesPattern("The failure is in the service's log as [0-9a-f-]{36}"));
    }

    @Test
    void saysThatTheBrokerDidNotAcknowledgeAndWhenToTryAgain() {
        problem(get("operator", "/ping/unacknowledged"), 503, "not-acknowledged")
                .header("Retry-After", equalTo("5"))
                .body("detail", not(containsString("secret")));
    }

    @Test
    void saysWhenToTryAgainAndWritesFurtherMembers() {
        problem(get("operator", "/ping/overloaded"), 503, "overloaded")
                .header("Retry-After", equalTo("5"))
                .body("queue", equalTo(7));
    }

    @Test
    void repeatsThePathAsItWasSent() {
        problem(
                        given().urlEncodingEnabled(false)
                                .auth()
                                .oauth2(token("operator"))
                                .get("/pong%0Aforged")
                                .then(),
                        404,
                        "not-found")
                .body("instance", equalTo("/pong%0Aforged"));
    }

    private static ValidatableResponse get(String role, String path) {
        return given().auth().oauth2(token(role)).get(path).then();
    }

    private static ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(token("operator"))
                .contentType(ContentType.JSON)
                .body(body)
                .post("/ping")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status, String type) {
        return response.statusCode(status)
                .contentType(Problem.MEDIA_TYPE)
                .body("type", equalTo("/problems/" + type), "status", equalTo(status));
    }

    private static String token(String role) {
        return ConfigProvider.getConfig().getValue("test.token." + role, String.class);
    }
}
