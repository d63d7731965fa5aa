package io.recloop.recommender.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.recloop.contracts.events.EventCodec;
import io.recloop.recommender.stack.Stack;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Stack.class)
class OpenApiTest {
    private static final String FILE = "/openapi-examples.json";

    @Test
    void everyOperationSaysWhatItDoesAndWithWhichProblemsItMayAnswer() throws IOException {
        for (var operation : operations()) {
            assertThat(operation.node().path("summary").asText())
                    .as(operation.name())
                    .isNotBlank();
            var responses = operation.node().path("responses");
            for (var status : List.of("400", "401", "403", "500")) {
                assertThat(responses
                                .path(status)
                                .path("content")
                                .path("application/problem+json")
                                .path("example")
                                .path("status")
                                .asText())
                        .as(operation.name())
                        .isEqualTo(status);
            }
        }
    }

    @Test
    void everyExampleIsOfAnOperationAndIsInItsDescription() throws IOException {
        var described = operations();
        var examples = EventCodec.JSON
                .readTree(OpenApiTest.class.getResourceAsStream(FILE))
                .path("operations");
        for (var example : examples.properties()) {
            assertThat(described).extracting(Described::name).contains(example.getKey());
            var node = described.stream()
                    .filter(operation -> operation.name().equals(example.getKey()))
                    .findFirst()
                    .orElseThrow()
                    .node();
            var success = node.path("responses").properties().stream()
                    .filter(response -> response.getKey().startsWith("2"))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            assertThat(success.path("content").path("application/json").path("examples"))
                    .as(example.getKey())
                    .hasSameSizeAs(example.getValue().path("responses"));
            assertThat(node.path("requestBody")
                            .path("content")
                            .path("application/json")
                            .path("examples"))
                    .as(example.getKey())
                    .hasSameSizeAs(example.getValue().path("requests"));
        }
    }

    private record Described(String name, JsonNode node) {}

    private static List<Described> operations() throws IOException {
        var api = EventCodec.JSON.readTree(given().get("/q/openapi?format=json").asString());
        var operations = new ArrayList<Described>();
        for (var path : api.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (method.getValue().has("responses")) {
                    operations.add(new Described(
                            method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), method.getValue()));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(15);
        return operations;
    }
}
