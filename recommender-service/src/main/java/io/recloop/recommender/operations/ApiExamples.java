package io.recloop.recommender.operations;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/// Puts the examples of `openapi-examples.json` into the description of the API, and to each operation the problems
/// that it may answer with. They are in a file, because in annotations they would bury the code.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiExamples implements OASFilter {
    private static final String FILE = "/openapi-examples.json";
    private static final String JSON = "application/json";

    /// Any operation may answer with these.
    private static final List<String> COMMON = List.of("400", "401", "403", "429", "500", "503");

    private static final TypeReference<Object> ANYTHING = new TypeReference<>() {};

    @Override
    public void filterOpenAPI(OpenAPI api) {
        var paths = api.getPaths();
        if (paths == null || paths.getPathItems() == null) {
            return;
        }
        var file = file();
        paths.getPathItems().forEach((path, item) -> item.getOperations().forEach((method, operation) -> {
            if (path.startsWith("/v1/")) {
                describe(operation, file.path("operations").path(method + " " + path), file.path("problems"));
            }
        }));
    }

    private static void describe(Operation operation, JsonNode examples, JsonNode problems) {
        var body = operation.getRequestBody();
        if (body != null) {
            addExamples(body.getContent(), examples.path("requests"));
        }
        var responses = operation.getResponses();
        if (responses == null) {
            return;
        }
        if (responses.getAPIResponses() != null) {
            responses.getAPIResponses().forEach((status, response) -> {
                if (status.startsWith("2")) {
                    addExamples(response.getContent(), examples.path("responses"));
                }
            });
        }
        for (String status : statuses(examples)) {
            var known = responses.getAPIResponse(status);
            if (known == null || known.getContent() == null) {
                responses.addAPIResponse(status, problem(problems.path(status)));
            }
        }
    }

    private static Set<String> statuses(JsonNode examples) {
        var statuses = new LinkedHashSet<>(COMMON);
        examples.path("problems").forEach(status -> statuses.add(status.asText()));
        return statuses;
    }

    private static APIResponse problem(JsonNode problem) {
        return OASFactory.createAPIResponse()
                .description(problem.path("title").asText())
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType().example(value(problem.path("example")))));
    }

    private static void addExamples(@Nullable Content content, JsonNode examples) {
        if (content == null || !content.hasMediaType(JSON)) {
            return;
        }
        for (var example : examples.properties()) {
            content.getMediaType(JSON)
                    .addExample(example.getKey(), OASFactory.createExample().value(value(example.getValue())));
        }
    }

    private static Object value(JsonNode json) {
        return EventCodec.JSON.convertValue(json, ANYTHING);
    }

    private static JsonNode file() {
        try (var in = ApiExamples.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            return EventCodec.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
