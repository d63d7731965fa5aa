package io.recloop.recommender.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.EventCodec;
import io.recloop.recommender.stack.Shop;
import io.recloop.recommender.stack.Stack;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is meant to break the service: each gets a problem document that tells nothing of the inside, and none a 500.
/// Spoken over a bare socket, because a well-behaved client will not say such things.
@QuarkusTest
@WithTestResource(Stack.class)
class HostileInputTest {
    private static final Pattern INSIDE = Pattern.compile(
            "Exception|java\\.|javax\\.|jakarta|io\\.recloop|quarkus|jackson|vertx|netty|\\bat [a-z]+\\.");
    private static final int QUIET = 10_000;

    private static @Nullable Shop shop;

    @BeforeEach
    void openShop() {
        if (shop == null) {
            shop = new Shop("hostile");
        }
    }

    @AfterAll
    static void closeShop() {
        if (shop != null) {
            shop.close();
            shop = null;
        }
    }

    record Reply(int status, String head, String body) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/%C0%AF/recommendations",
                "/v1/users/%FF%FE/recommendations",
                "/v1/users/%ED%A0%80/recommendations",
                "/v1/users/%E2%80/recommendations",
                "/v1/users/a%00b/recommendations",
                "/v1/users/%7F/recommendations",
                "/v1/users/%C2%85/recommendations",
                "/v1/users/../../q/metrics/recommendations",
                "/v1/users/%2e%2e%2f%2e%2e%2f/recommendations",
                "/v1/users//recommendations",
                "/v1/users/%20/recommendations",
                "/v1/users/u;a=b/recommendations;c=d",
                "/v1/items/%00/similar",
                "/v1/items/%0d%0aSet-Cookie:%20a=b/similar",
                "/v1/items/%25%30%30",
                "/v1/items/",
                "/v1//items/popular",
                "/v1/items/popular/",
                "/v1/items/popular?limit",
                "/v1/items/popular?limit=",
                "/v1/items/popular?limit=1&limit=x",
                "/v1/items/popular?=&&&=",
                "/v1/items/popular?limit=-2147483649",
                "/v1/items/popular?limit=1e2",
                "/v1/items/popular?limit=%D9%A1",
                "/v1/items/popular?limit=NaN",
                "/v1/items/popular?offset=-1",
                "/v1/items/popular?offset=2147483647",
                "/v1/items/popular?offset=991&limit=10",
                "/v1/items/popular?minPrice=0x10",
                "/v1/items/popular?minPrice=1e400",
                "/v1/items/popular?maxPrice=1e-400",
                "/v1/items/popular?maxPrice=99999999999999999999999999999999999999999999",
                "/v1/items/popular?attribute=colour",
                "/v1/items/popular?attribute=:red",
                "/v1/items/popular?attribute=colour:",
                "/v1/items/popular?category=%C0",
                "/v1/items/trending?halfLife=-6h",
                "/v1/items/trending?halfLife=999999999999h",
                "/v1/items/trending?halfLife=NaN",
                "/v1/items/i/similar?by=%00",
                "/v1/catalog/filters?limit=0",
                "/v1/catalog/filters?limit=1001",
                "/v1/users/u/recommendations?explain=%00"
            })
    void anOddAddressIsAnsweredOrRefusedWithAProblem(String target) {
        requireSane(send("GET", target, List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 10_000, 60_000})
    void anEndlessIdIsRefusedWherever(int length) {
        var id = "x".repeat(length);
        for (var target : List.of(
                "/v1/users/" + id + "/recommendations",
                "/v1/items/" + id,
                "/v1/items/" + id + "/similar",
                "/v1/items/popular?exclude=" + id,
                "/v1/items/popular?item=" + id,
                "/v1/items/popular?category=" + id,
                "/v1/items/popular?brand=" + id,
                "/v1/items/popular?attribute=" + id + ":" + id.substring(0, 200),
                "/v1/items/trending?halfLife=" + id)) {
            var reply = send("GET", target, List.of(), null);
            requireProblem(reply, 400);
            assertThat(reply.body()).doesNotContain(id).hasSizeLessThan(70_000);
        }
    }

    @Test
    void aThousandFiltersAreRefused() {
        for (var name : List.of("category", "brand", "exclude", "item", "attribute")) {
            var target = IntStream.range(0, 2_001)
                    .mapToObj(i -> name + "=" + (name.equals("attribute") ? "a" + i + ":" : "") + "v" + i)
                    .collect(Collectors.joining("&", "/v1/items/popular?", ""));
            requireProblem(send("GET", target, List.of(), null), 400);
        }
        var attributes = IntStream.range(0, 1_000)
                .mapToObj(i -> "\"a" + i + "\":[\"v\"]")
                .collect(Collectors.joining(",", "{\"attributes\":{", "}}"));
        requireProblem(post("/v1/recommendations", attributes), 400);
    }

    /// Before there is a request that could have a problem.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/%/recommendations",
                "/v1/users/%zz/recommendations",
                "/v1/items/popular?limit=%zz",
                "/v1/items/popular?%zz=1",
                "/v1/nothing/%zz"
            })
    void anAddressThatIsNoneIsRefusedByTheServerItself(String target) {
        var reply = send("GET", target, List.of(), null);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void anAddressLongerThanAnyIsRefusedByTheServerItself() {
        var reply = send("GET", "/v1/items/popular?exclude=" + "x".repeat(100_000), List.of(), null);
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(reply.body()).doesNotContainPattern(INSIDE);
    }

    static List<Arguments> bodies() {
        var bodies = new ArrayList<Arguments>();
        bodies.add(Arguments.of("nothing", ""));
        bodies.add(Arguments.of("blanks", " ".repeat(1_000_000)));
        bodies.add(Arguments.of("a deep array", "[".repeat(100_000)));
        bodies.add(Arguments.of("a deep object", "{\"a\":".repeat(100_000)));
        bodies.add(Arguments.of("a deep unknown field", "{\"a\":" + "[".repeat(900) + "]".repeat(900) + "}"));
        bodies.add(Arguments.of(
                "a wide object",
                IntStream.range(0, 300_000)
                        .mapToObj(i -> "\"f" + i + "\":0")
                        .collect(Collectors.joining(",", "{", "}"))));
        bodies.add(Arguments.of("a wide array", "[" + "{},".repeat(1_000_000) + "{}]"));
        bodies.add(Arguments.of("a long number", "{\"limit\":" + "9".repeat(1_000_000) + "}"));
        bodies.add(Arguments.of("a long fraction", "{\"minPrice\":0." + "1".repeat(1_000_000) + "}"));
        bodies.add(Arguments.of("a huge exponent", "{\"minPrice\":1e999999999}"));
        bodies.add(Arguments.of("a tiny exponent", "{\"maxPrice\":1e-999999999}"));
        bodies.add(Arguments.of("a long text", "{\"user\":\"" + "x".repeat(5_000_000) + "\"}"));
        bodies.add(Arguments.of("a long name", "{\"" + "x".repeat(1_000_000) + "\":1}"));
        bodies.add(Arguments.of("a name twice", "{\"user\":\"a\",\"user\":\"b\"}"));
        bodies.add(Arguments.of("half a surrogate", "{\"user\":\"\\ud800\\u0000\"}"));
        bodies.add(Arguments.of("a byte order mark and nothing", "\uFEFF"));
        bodies.add(Arguments.of("two documents", "{} {}"));
        bodies.add(Arguments.of("a comment", "/* */ {}"));
        bodies.add(Arguments.of("single quotes", "{'user':'u'}"));
        bodies.add(Arguments.of("not a number", "{\"profile\":[{\"item\":\"i\",\"weight\":NaN}]}"));
        bodies.add(Arguments.of("not a number as text", "{\"profile\":[{\"item\":\"i\",\"weight\":\"NaN\"}]}"));
        bodies.add(Arguments.of("an infinite weight", "{\"profile\":[{\"item\":\"i\",\"weight\":1e999}]}"));
        bodies.add(Arguments.of("a negative weight", "{\"profile\":[{\"item\":\"i\",\"weight\":-1}]}"));
        bodies.add(Arguments.of("a profile of nothing", "{\"profile\":[null]}"));
        bodies.add(Arguments.of("a profile of a user", "{\"user\":\"u\",\"profile\":[{\"item\":\"i\"}]}"));
        bodies.add(Arguments.of("a rating of none", "{\"basket\":[{\"item\":\"i\",\"rating\":1e300}]}"));
        bodies.add(Arguments.of("a session of texts", "{\"session\":[\"i\"]}"));
        bodies.add(Arguments.of("users that are none", "{\"users\":{\"a\":1}}"));
        bodies.add(Arguments.of("users in arrays", "{\"users\":[[\"a\"]]}"));
        bodies.add(Arguments.of("a limit of the minimum", "{\"limit\":-2147483648}"));
        bodies.add(Arguments.of("a limit beyond", "{\"limit\":9223372036854775808}"));
        bodies.add(Arguments.of("an offset of the maximum", "{\"offset\":2147483647}"));
        bodies.add(Arguments.of("a polymorphic trap", "{\"@class\":\"java.lang.Runtime\",\"limit\":0}"));
        bodies.add(Arguments.of("attributes of numbers", "{\"attributes\":{\"a\":[{}]}}"));
        bodies.add(Arguments.of("attributes of nothing", "{\"attributes\":{\"a\":[]}}"));
        bodies.add(Arguments.of("attributes that are null", "{\"attributes\":{\"a\":null}}"));
        return bodies;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void aBodyThatIsMeantToBreakIsRefused(String name, String body) {
        requireProblem(post("/v1/recommendations", body), 400);
        requireProblem(post("/v1/interactions", body), 400);
        requireProblem(post("/v1/rules", body), 400);
        requireProblem(post("/v1/rules/preview", body), 400);
        requireProblem(
                send(
                        "PUT",
                        "/v1/items/i",
                        List.of("Content-Type: application/json"),
                        body.getBytes(StandardCharsets.UTF_8)),
                400);
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        byte[] torn = "{\"user\":\"u?\"}".getBytes(StandardCharsets.UTF_8);
        for (byte odd : new byte[] {(byte) 0xC0, (byte) 0xFF, (byte) 0xED, (byte) 0x80}) {
            torn[10] = odd;
            requireProblem(send("POST", "/v1/recommendations", List.of("Content-Type: application/json"), torn), 400);
            requireProblem(send("POST", "/v1/interactions", List.of("Content-Type: application/json"), torn), 400);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: application/xml",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: nonsense",
                "Content-Type: application/json; charset=no-such-charset",
                "Content-Type: ",
                "Accept: application/xml",
                "Accept: nonsense",
                "Content-Encoding: gzip",
                "X-Odd: a"
            })
    void anOddHeaderIsAnsweredOrRefusedWithAProblem(String header) {
        var body = "{\"user\":\"u\"}".getBytes(StandardCharsets.UTF_8);
        requireSane(send("POST", "/v1/recommendations", List.of(header), body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "W/", "*", "\"a\", \"b", ",,,", "\"\u00e4\""})
    void anOddTagIsNoReasonToFail(String tag) {
        requireSane(send("GET", "/v1/items/latest", List.of("If-None-Match: " + tag), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "Bearer a.b.c", "Basic dTpw", "nonsense", "Bearer \u00e4"})
    void anOddTokenIsNotAuthenticated(String authorization) {
        var reply = exchange(
                "GET /v1/model HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: " + authorization
                        + "\r\n\r\n",
                null);
        requireProblem(reply, 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "PATCH", "DELETE", "TRACE", "PROPFIND", "get"})
    void anOddMethodIsAnsweredOrRefused(String method) {
        for (var target : List.of("/v1/items/popular", "/v1/users/u/recommendations", "/v1/recommendations")) {
            var reply = send(method, target, List.of(), null);
            assertThat(reply.status()).as("%s %s", method, target).isLessThan(500);
            assertThat(reply.body()).doesNotContainPattern(INSIDE);
        }
    }

    private static Reply post(String target, String body) {
        return send("POST", target, List.of("Content-Type: application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /// Answered as if there was nothing odd, or refused with a problem.
    private static void requireSane(Reply reply) {
        if (reply.status() >= 400) {
            requireProblem(reply, reply.status());
        }
        assertThat(reply.status()).as(reply.body()).isLessThan(500);
    }

    private static void requireProblem(Reply reply, int status) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(status).isBetween(400, 499);
        assertThat(reply.head()).contains("application/problem+json");
        assertThat(reply.body()).doesNotContainPattern(INSIDE);
        try {
            var problem = EventCodec.JSON.readTree(reply.body());
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("type").asText()).startsWith("/problems/");
            assertThat(problem.path("detail").asText()).isNotBlank().hasSizeLessThan(400);
        } catch (IOException e) {
            throw new AssertionError(reply.body(), e);
        }
    }

    private static Reply send(String method, String target, List<String> headers, byte @Nullable [] body) {
        var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        head.append("Authorization: Bearer ")
                .append(Objects.requireNonNull(shop).token("client", "operator"))
                .append("\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return exchange(head.append("\r\n").toString(), body);
    }

    private static Reply exchange(String head, byte @Nullable [] body) {
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(QUIET);
            var out = socket.getOutputStream();
            try {
                out.write(head.getBytes(StandardCharsets.ISO_8859_1));
                if (body != null) {
                    out.write(body);
                }
                out.flush();
            } catch (IOException e) {
                // It was refused before it was said to the end; the refusal is there to be read.
            }
            var in = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(in);
            } catch (IOException e) {
                // Closed with something unread; what came before counts.
            }
            var reply = in.toString(StandardCharsets.UTF_8);
            int end = reply.indexOf("\r\n\r\n");
            assertThat(end).as("no answer to %.100s", head).isPositive();
            return new Reply(
                    Integer.parseInt(reply.substring(9, 12)),
                    reply.substring(0, end),
                    unchunked(reply.substring(end + 4)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String unchunked(String body) {
        int begin = body.indexOf('{');
        return begin < 0 ? body : body.substring(begin, body.lastIndexOf('}') + 1);
    }
}
