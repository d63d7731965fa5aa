package io.recloop.recommender.recommendations;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.Watch;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a stranger gets: authentication, and a reason for every mistake, never a 500.
@QuarkusTest
@WithTestResource(Stack.class)
class ProtocolTest {
    private static final List<String> PATHS =
            List.of("/v1/users/u/recommendations", "/v1/items/popular", "/v1/items/i/similar", "/v1/model", "/v1/ping");

    @Test
    void withoutATokenNothingIsAnsweredButProbesMetricsAndTheDescription() {
        for (var path : PATHS) {
            var response = get(path);
            requireProblem(response, 401, "/problems/unauthorized");
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
        requireProblem(
                given().contentType("application/json").body("{}").post("/v1/interactions"),
                401,
                "/problems/unauthorized");
        requireProblem(given().auth().oauth2("nonsense").get("/v1/model"), 401, "/problems/unauthorized");
        for (var path : List.of("/q/health/live", "/q/metrics", "/q/openapi")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aRoleThatIsNoneOfOursIsForbiddenAndEachOfOursIsNot() {
        try (var shop = new Shop("roles")) {
            requireProblem(
                    given().auth().oauth2(shop.token("visitor")).get("/v1/users/u/recommendations"),
                    403,
                    "/problems/forbidden");
            requireProblem(given().auth().oauth2(shop.token()).delete("/v1/items/i"), 403, "/problems/forbidden");
            for (var role : List.of("client", "operator", "admin")) {
                assertThat(given().auth()
                                .oauth2(shop.token(role))
                                .get("/v1/users/u/recommendations")
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aTokenOfAnImpossibleTenantIsForbidden() {
        try (var shop = new Shop("No/Tenant")) {
            requireProblem(shop.client().get("/v1/model"), 403, "/problems/forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=-1",
                "limit=ten",
                "limit=99999999999",
                "minPrice=NaN",
                "maxPrice=Infinity",
                "minPrice=-1",
                "minPrice=1e99999999999",
                "minPrice=10&maxPrice=9",
                "excludeSeen=maybe",
                "explain=1",
                "exclude=%00",
                "category=%20",
                "brand=%0A"
            })
    void aParameterThatCannotBeIsAnsweredWithItsReason(String query) {
        try (var shop = new Shop("parameters")) {
            var response = shop.client().urlEncodingEnabled(false).get("/v1/users/u/recommendations?" + query);
            requireProblem(response, 400, "/problems/invalid-request");
            assertThat(response.jsonPath().getString("detail")).isNotBlank();
            assertThat(response.jsonPath().getString("instance")).isEqualTo("/v1/users/u/recommendations");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%0Ab", "%20a", "a%20"})
    void anIdThatCannotBeIsAnsweredWithItsReason(String id) {
        try (var shop = new Shop("ids")) {
            requireProblem(
                    shop.client().urlEncodingEnabled(false).get("/v1/users/" + id + "/recommendations"),
                    400,
                    "/problems/invalid-request");
            requireProblem(
                    shop.client().urlEncodingEnabled(false).delete("/v1/items/" + id),
                    400,
                    "/problems/invalid-request");
        }
    }

    @Test
    void anIdOfTenThousandCharactersIsAnsweredWithItsLengthAndNotWithItself() {
        try (var shop = new Shop("long")) {
            var response = shop.client().get("/v1/users/" + "x".repeat(10_000) + "/recommendations");
            requireProblem(response, 400, "/problems/invalid-request");
            assertThat(response.jsonPath().getString("detail"))
                    .contains("10000 characters")
                    .hasSizeLessThan(200);
        }
    }

    @Test
    void anIdMayHaveSlashesSpacesAndAnyScript() {
        try (var shop = new Shop("scripts")) {
            for (var id : List.of("a/b", "áo dài đỏ", "用户")) {
                var encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
                var response = shop.client().urlEncodingEnabled(false).get("/v1/users/" + encoded + "/recommendations");
                assertThat(response.statusCode()).as(id).isEqualTo(200);
                assertThat(response.jsonPath().getString("user")).isEqualTo(id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"text\"",
                "[[[[[]]]]]",
                "{\"user\":\"u\"}",
                "{\"user\":\"u\",\"item\":\"i\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"stole\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":1}",
                "{\"user\":\"u\\u0000\",\"item\":\"i\",\"action\":\"click\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"rating\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"rating\",\"rating\":6}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"rating\",\"rating\":NaN}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"click\",\"occurredAt\":\"yesterday\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"click\",\"occurredAt\":\"2999-01-01T00:00:00Z\"}",
                "{\"user\":\"u\",\"item\":\"i\",\"action\":\"click\",\"tenant\":\"somebody-else\"}",
                "{\"user\":\"u\",\"user\":\"v\",\"item\":\"i\",\"action\":\"click\"}"
            })
    void anInteractionThatCannotBeIsNotAccepted(String body) {
        try (var shop = new Shop("malformed")) {
            requireProblem(
                    shop.client().contentType("application/json").body(body).post("/v1/interactions"),
                    400,
                    "/problems/invalid-request");
        }
    }

    @Test
    void oneInvalidInteractionAmongManyKeepsAllOutAndIsNamed() {
        try (var shop = new Shop("mixed");
                var watch = new Watch(Topic.INTERACTIONS)) {
            var good = "{\"user\":\"u\",\"item\":\"i\",\"action\":\"click\"}";
            var response = shop.client()
                    .contentType("application/json")
                    .body("[" + good + "," + good.replace("click", "stole") + "," + good + ",7]")
                    .post("/v1/interactions");
            requireProblem(response, 400, "/problems/invalid-request");
            assertThat(response.jsonPath().getList("invalid.index", Integer.class))
                    .containsExactly(1, 3);
            assertThat(response.jsonPath().getString("invalid[0].reason")).contains("action must be one of view");

            var marker =
                    shop.client().contentType("application/json").body(good).post("/v1/interactions");
            var id = marker.jsonPath().getString("eventIds[0]");
            watch.await(InteractionRecorded.class, event -> event.eventId().equals(id));
            assertThat(watch.seen())
                    .filteredOn(event -> event.tenant().equals("mixed"))
                    .hasSize(1);
        }
    }

    @Test
    void whatAnInteractionCarriesBesideReachesTheTopic() {
        try (var shop = new Shop("carrying");
                var watch = new Watch(Topic.INTERACTIONS)) {
            var body = """
                    {"user":"u","item":"i","action":"purchase","price":9.90,"currency":"EUR","quantity":2,"orderId":"o-1",
                     "position":3,"context":{"device":"phone"}}""";
            var id = shop.client()
                    .contentType("application/json")
                    .body(body)
                    .post("/v1/interactions")
                    .jsonPath()
                    .getString("eventIds[0]");
            var event = watch.await(
                    InteractionRecorded.class, recorded -> recorded.eventId().equals(id));
            assertThat(event.price()).isEqualByComparingTo("9.90");
            assertThat(event.quantity()).isEqualTo(2);
            assertThat(event.context()).containsEntry("device", "phone");

            var refused = shop.client()
                    .contentType("application/json")
                    .body(body.replace("EUR", "euro"))
                    .post("/v1/interactions");
            requireProblem(refused, 400, "/problems/invalid-request");
            assertThat(refused.jsonPath().getString("invalid[0].reason")).contains("ISO 4217");
        }
    }

    @Test
    void aBatchIsAcknowledgedWholeWithItsIdsInOrder() {
        try (var shop = new Shop("batch");
                var watch = new Watch(Topic.INTERACTIONS)) {
            var body = IntStream.range(0, 1_000)
                    .mapToObj(i -> "{\"eventId\":\"e" + i + "\",\"user\":\"u" + i % 7
                            + "\",\"item\":\"i\",\"action\":\"view\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            var response =
                    shop.client().contentType("application/json").body(body).post("/v1/interactions");
            assertThat(response.statusCode()).isEqualTo(202);
            assertThat(response.jsonPath().getInt("accepted")).isEqualTo(1_000);
            assertThat(response.jsonPath().getList("eventIds", String.class))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 1_000).mapToObj(i -> "e" + i).toList());
            // Acknowledged means there: a reader finds the last one without waiting for the service.
            watch.await(InteractionRecorded.class, event -> event.eventId().equals("e999"));

            requireProblem(
                    shop.client()
                            .contentType("application/json")
                            .body(body.replace("]", "," + "{\"user\":\"u\",\"item\":\"i\",\"action\":\"view\"}]"))
                            .post("/v1/interactions"),
                    400,
                    "/problems/invalid-request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "null",
                "{\"users\":[]}",
                "{\"users\":[null]}",
                "{\"users\":[\"u\"],\"user\":\"u\"}",
                "{\"basket\":[{}]}",
                "{\"basket\":[null]}",
                "{\"basket\":{}}",
                "{\"basket\":[{\"item\":\"i\",\"action\":\"stole\"}]}",
                "{\"limit\":0}",
                "{\"limit\":1e3}",
                "{\"limit\":\"5\"}",
                "{\"minPrice\":-3}",
                "{\"minPrice\":NaN}",
                "{\"exclude\":[null]}",
                "{\"exclude\":[{\"a\":1}]}",
                "{\"explain\":\"yes\"}"
            })
    void aQuestionThatCannotBeIsAnsweredWithItsReason(String body) {
        try (var shop = new Shop("questions")) {
            requireProblem(
                    shop.client().contentType("application/json").body(body).post("/v1/recommendations"),
                    400,
                    "/problems/invalid-request");
        }
    }

    @Test
    void listsThatAreTooLongAreRefused() {
        try (var shop = new Shop("too-long")) {
            for (var field : List.of("users", "exclude")) {
                var body = IntStream.range(0, 1_001)
                        .mapToObj(i -> "\"x" + i + "\"")
                        .collect(Collectors.joining(",", "{\"" + field + "\":[", "]}"));
                var response =
                        shop.client().contentType("application/json").body(body).post("/v1/recommendations");
                requireProblem(response, 400, "/problems/invalid-request");
                assertThat(response.jsonPath().getString("detail")).contains("1001");
            }
        }
    }

    @Test
    void aBodyThatIsTooLargeOfTheWrongTypeOrAtTheWrongPathIsRefused() {
        try (var shop = new Shop("bodies")) {
            assertThat(statusOfAnnouncedLength(shop, 9 * 1024 * 1024)).startsWith("HTTP/1.1 413");
            requireProblem(
                    shop.client().contentType("text/plain").body("x").post("/v1/interactions"),
                    415,
                    "/problems/unsupported-media-type");
            requireProblem(shop.client().get("/v1/nothing"), 404, "/problems/not-found");
            requireProblem(shop.client().post("/v1/ping"), 405, "/problems/method-not-allowed");
        }
    }

    @Test
    void anItemMustAgreeWithItsPath() {
        try (var shop = new Shop("paths")) {
            requireProblem(
                    shop.client()
                            .contentType("application/json")
                            .body("{\"item\":\"other\",\"name\":\"Other\"}")
                            .put("/v1/items/this"),
                    400,
                    "/problems/invalid-request");
            requireProblem(
                    shop.client()
                            .contentType("application/json")
                            .body("{\"price\":1}")
                            .put("/v1/items/this"),
                    400,
                    "/problems/invalid-request");
        }
    }

    @Test
    void theEmptyAnswerForBenchmarksIsAuthenticatedLikeAnyOther() {
        try (var shop = new Shop("ping")) {
            assertThat(shop.client().get("/v1/ping").asString()).isEqualTo("{\"service\":\"recommender-service\"}");
        }
    }

    @Test
    void theEmptyAnswerIsAsLongAsItIsAskedToBe() {
        try (var shop = new Shop("long-ping")) {
            for (int bytes : new int[] {33, 1_000, 65_536, 1_000}) {
                var answer = shop.client().get("/v1/ping?bytes=" + bytes);
                assertThat(answer.asByteArray()).hasSize(bytes);
                assertThat(answer.contentType()).startsWith("application/json");
                assertThat(answer.jsonPath().getString("service")).isEqualTo("recommender-service");
            }
            for (var bytes : List.of("-1", "65537", "many")) {
                requireProblem(shop.client().get("/v1/ping?bytes=" + bytes), 400, "/problems/invalid-request");
            }
        }
    }

    /// The head of a request alone: the service must not wait for a body that it will not take.
    private static String statusOfAnnouncedLength(Shop shop, int length) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            var head = "POST /v1/interactions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + shop.token("client") + "\r\nContent-Length: " + length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void requireProblem(Response response, int status, String type) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("type")).isEqualTo(type);
        assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(response.jsonPath().getString("title")).isNotBlank();
    }
}
