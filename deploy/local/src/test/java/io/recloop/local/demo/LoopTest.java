package io.recloop.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;
    private Json json;
    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/", exchange -> {
            var answer = answers.get(exchange.getRequestURI().getPath());
            boolean allowed = "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            var body = (allowed && answer != null ? answer : "{\"detail\":\"nothing here\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(allowed ? answer == null ? 404 : 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        json = new Json(service -> uri, () -> "token");
        loop = new Loop(json);
    }

    @AfterEach
    void stop() {
        json.close();
        server.stop(0);
    }

    @Test
    void theNewestGenerationOfAModelCounts() throws IOException {
        answers.put("/v1/models/als-1", "{\"generations\":[3,1]}");
        answers.put("/v1/models/als-2", "{\"generations\":[]}");
        assertThat(loop.generation("als-1")).hasValue(3L);
        assertThat(loop.generation("als-2")).isEmpty();
    }

    @Test
    void onlyDriftAfterTheMomentCounts() throws IOException {
        answers.put("/v1/drift", """
                [{"windowEnd":"2026-05-01T12:00:10Z","verdict":"drift"},{"windowEnd":"2026-05-01T12:00:00Z","verdict":"stable"}]""");
        assertThat(loop.drift(NOON)).singleElement().satisfies(evaluation -> assertThat(
                        evaluation.path("verdict").asText())
                .isEqualTo("drift"));
    }

    @Test
    void clickThroughIsOfAllStepsTogetherAndAbsentWithoutAnswers() throws IOException {
        answers.put("/v1/kpis", "{\"points\":[{\"served\":10,\"clicked\":4},{\"served\":30,\"clicked\":4}]}");
        assertThat(loop.clickThrough(NOON, NOON.plusSeconds(10))).hasValue(0.2);
        answers.put("/v1/kpis", "{\"points\":[]}");
        assertThat(loop.clickThrough(NOON, NOON.plusSeconds(10))).isEmpty();
    }

    @Test
    void aRecommenderWithoutModelServesNone() throws IOException {
        answers.put("/v1/model", "{\"mode\":\"no-model-yet\"}");
        assertThat(loop.serving()).isEmpty();
        answers.put("/v1/model", "{\"mode\":\"model\",\"model\":{\"generation\":2}}");
        assertThat(loop.serving())
                .hasValueSatisfying(
                        model -> assertThat(model.path("generation").asInt()).isEqualTo(2));
    }

    @Test
    void anIncidentThatWasSeenAgainCounts() throws IOException {
        answers.put("/v1/incidents", """
                {"incidents":[{"id":"a","lastSeenAt":"2026-05-01T12:00:01Z"},{"id":"b","lastSeenAt":"2026-05-01T11:00:00Z"}]}""");
        assertThat(loop.incidents(NOON))
                .singleElement()
                .satisfies(incident -> assertThat(incident.path("id").asText()).isEqualTo("a"));
    }

    @Test
    void aProblemIsTheServicesOwnWords() {
        assertThatThrownBy(() -> loop.trainingRun("r 1"))
                .isInstanceOf(IOException.class)
                .hasMessage("training answers 404 to /v1/training-runs/r%201: nothing here");
        try (var stranger = new Json(
                service -> URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> "x")) {
            assertThatThrownBy(() -> stranger.get(Service.ALERT, "/v1/incidents"))
                    .hasMessageContaining("alert answers 401");
        }
    }
}
