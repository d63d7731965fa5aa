package io.recloop.recommender.stack;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recloop.contracts.events.Action;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.ItemUpserted;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/// How the tests of answers ask, and what they compare with.
public final class ApiCalls {
    private ApiCalls() {}

    public static void awaitReady() {
        await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    }

    public static JsonPath recommend(Shop shop, String user, String query) {
        var answer = shop.client().get("/v1/users/" + user + "/recommendations" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    public static JsonPath ask(Shop shop, String body) {
        var answer = shop.client().contentType("application/json").body(body).post("/v1/recommendations");
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    public static List<String> items(JsonPath answer) {
        return answer.getList("items.item", String.class);
    }

    public static int row(JsonPath answer, int place) {
        return Integer.parseInt(answer.getString("items[" + place + "].item").substring(1));
    }

    /// By brute force in double precision.
    public static List<String> best(SyntheticModel planted, float[] user, int[] without, int count) {
        return IntStream.range(0, planted.content().items().size())
                .filter(row -> Arrays.stream(without).noneMatch(left -> left == row))
                .boxed()
                .sorted((one, other) -> Double.compare(planted.score(user, other), planted.score(user, one)))
                .limit(count)
                .map(row -> "i" + row)
                .toList();
    }

    public static List<String> nearest(SyntheticModel planted, int item, int count) {
        var cosines = new ArrayList<Double>();
        var factors = planted.item(item);
        for (int row = 0; row < planted.content().items().size(); row++) {
            cosines.add(planted.score(factors, row) / Math.sqrt(planted.score(planted.item(row), row)));
        }
        return IntStream.range(0, cosines.size())
                .filter(row -> row != item)
                .boxed()
                .sorted((one, other) -> Double.compare(cosines.get(other), cosines.get(one)))
                .limit(count)
                .map(row -> "i" + row)
                .toList();
    }

    public static InteractionRecorded interaction(Shop shop, String user, String item, Action action) {
        return new InteractionRecorded(newId(), shop.tenant(), Instant.now(), user, item, action, null, null, null);
    }

    public static ItemUpserted item(
            Shop shop, String item, String category, String brand, int price, boolean available) {
        return new ItemUpserted(
                newId(),
                shop.tenant(),
                Instant.now(),
                item,
                "Name of " + item,
                null,
                List.of(category),
                brand,
                BigDecimal.valueOf(price),
                available,
                Map.of());
    }

    public static String newId() {
        return UUID.randomUUID().toString();
    }

    public static RequestSpecification operator(Shop shop) {
        return given().auth().oauth2(shop.token("operator")).contentType("application/json");
    }

    public static void requireProblem(Response response, int status, String type) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("type")).isEqualTo(type);
        assertThat(Map.copyOf(response.jsonPath().getMap(""))).containsKeys("title", "detail", "instance");
    }
}
