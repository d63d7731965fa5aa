package io.recloop.recommender.protection;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.Strategy;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.recloop.recommender.stack.SyntheticModel;
import io.recloop.recommender.stack.Watch;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Tight.class)
@WithTestResource(Stack.class)
class ProtectionTest {
    @TestHTTPResource("/")
    URI service;

    @Test
    void whoAsksTooFastIsToldWhenToComeBackAndOthersGoOn() {
        try (var greedy = new Shop("greedy");
                var modest = new Shop("modest")) {
            Response refused = null;
            for (int i = 0; i < 1_000 && refused == null; i++) {
                var answer = greedy.client().get("/v1/ping");
                refused = answer.statusCode() == 200 ? null : answer;
            }
            assertThat(refused).isNotNull();
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("type")).isEqualTo("/problems/too-many-requests");
            assertThat(refused.jsonPath().getString("detail")).isEqualTo("The subject may send 4 requests a second");
            assertThat(refused.jsonPath().getString("instance")).isEqualTo("/v1/ping");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"subject\";q=4;w=1");
            assertThat(refused.header("RateLimit")).isEqualTo("\"subject\";r=0;t=1");
            assertThat(counted("recloop_protection_refused_total{reason=\"rate\",scope=\"subject\"}"))
                    .isPositive();

            assertThat(modest.client().get("/v1/ping").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aBatchCountsAsManyRequestsAsItHasUsers() {
        try (var shop = new Shop("batching")) {
            // Four a second: all are taken by the first, and while some but not all are back, the next is refused.
            assertThat(batch(shop, 4).statusCode()).isEqualTo(200);
            var refused = await().until(() -> batch(shop, 4), answer -> answer.asString()
                    .contains("The subject may send 4 requests a second, and each user of a batch counts as one"));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.contentType()).startsWith("application/problem+json");
            assertThat(refused.jsonPath().getString("type")).isEqualTo("/problems/too-many-requests");
            assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"subject\";q=4;w=1");
            assertThat(refused.header("RateLimit")).matches("\"subject\";r=[123];t=1");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
    }

    @Test
    void aBatchLargerThanASecondsWorthIsAnsweredAndOwed() {
        try (var shop = new Shop("owing")) {
            var answered = batch(shop, 1_000);
            assertThat(answered.statusCode()).as(answered.asString()).isEqualTo(200);
            assertThat(answered.jsonPath().getList("answers")).hasSize(1_000);

            var refused = shop.client().get("/v1/ping");
            assertThat(refused.statusCode()).isEqualTo(429);
            // Four minutes' worth are owed; a caller that is merely too fast gets 1.
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(2, 250);
        }
    }

    @Test
    void underLoadUsersAreShownWhatIsPopularAndOnlyBeyondThatNothing() throws IOException {
        try (var shop = new Shop("crowded");
                var slow = new Shop("slow");
                var watch = new Watch(Topic.RECOMMENDATIONS)) {
            shop.serve(new SyntheticModel(8, 20, 50, 8), 1, shop.endOfInteractions());
            assertThat(recommend(shop).jsonPath().getString("strategy")).isEqualTo("personalized");

            try (var first = openRequest(slow)) {
                awaitInFlight(1);
                var shed = recommend(shop);
                assertThat(shed.statusCode()).isEqualTo(200);
                assertThat(shed.jsonPath().getString("strategy")).isEqualTo("shed");
                assertThat(shed.jsonPath().getString("degraded")).isEqualTo("load");
                assertThat(shed.jsonPath().getString("modelId")).isEqualTo("als-crowded-1");
                assertThat(shed.jsonPath().getList("items.source")).hasSize(10).containsOnly("popular");
                var shown = watch.await(RecommendationsServed.class, event -> event.requestId()
                        .equals(shed.jsonPath().getString("requestId")));
                assertThat(shown.strategy()).isEqualTo(Strategy.SHED);

                try (var second = openRequest(slow)) {
                    awaitInFlight(2);
                    var refused = recommend(shop);
                    assertThat(refused.statusCode()).isEqualTo(503);
                    assertThat(refused.contentType()).startsWith("application/problem+json");
                    assertThat(refused.jsonPath().getString("type")).isEqualTo("/problems/overloaded");
                    assertThat(refused.header("Retry-After")).isEqualTo("1");
                    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
                    assertThat(second.isConnected()).isTrue();
                }
                assertThat(first.isConnected()).isTrue();
            }
            // Clients that went away without an answer hold nothing.
            awaitInFlight(0);
            assertThat(recommend(shop).jsonPath().getString("strategy")).isEqualTo("personalized");
        }
    }

    private static Response batch(Shop shop, int users) {
        return shop.client()
                .contentType("application/json")
                .body(IntStream.range(0, users)
                        .mapToObj(user -> "\"u" + user + "\"")
                        .collect(Collectors.joining(",", "{\"users\":[", "]}")))
                .post("/v1/recommendations");
    }

    private static Response recommend(Shop shop) {
        return shop.client().get("/v1/users/u1/recommendations");
    }

    /// A request whose body never comes.
    private Socket openRequest(Shop shop) throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.getOutputStream()
                .write(("POST /v1/interactions HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + shop.token("client") + "\r\nContent-Length: 10\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void awaitInFlight(int count) {
        await().until(() -> counted("recloop_protection_in_flight") == count);
    }

    private static double counted(String metric) {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
