package io.recloop.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.recloop.local.layout.Service;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// What the services say of the loop.
final class Loop {
    private final Json json;

    Loop(Json json) {
        this.json = json;
    }

    /// @return the run's id
    String requestTraining(String reason) throws IOException {
        return json.post(Service.TRAINING, "/v1/training-runs", Map.of("reason", reason))
                .path("runId")
                .asText();
    }

    JsonNode trainingRun(String runId) throws IOException {
        return json.get(Service.TRAINING, "/v1/training-runs/" + encoded(runId));
    }

    /// The newest generation under which the model was announced; empty until it is.
    Optional<Long> generation(String modelId) throws IOException {
        return list(json.get(Service.TRAINING, "/v1/models/" + encoded(modelId)).path("generations")).stream()
                .map(JsonNode::asLong)
                .max(Long::compare);
    }

    /// What the recommender serves; empty while it has no model.
    Optional<JsonNode> serving() throws IOException {
        var model = json.get(Service.RECOMMENDER, "/v1/model").path("model");
        return model.isObject() ? Optional.of(model) : Optional.empty();
    }

    JsonNode recommend(String user, int limit) throws IOException {
        return json.get(
                Service.RECOMMENDER,
                "/v1/users/%s/recommendations?limit=%d&explain=true".formatted(encoded(user), limit));
    }

    /// Drift evaluations whose window ended after `since`, newest first.
    List<JsonNode> drift(Instant since) throws IOException {
        return list(json.get(Service.MONITOR, "/v1/drift?limit=50")).stream()
                .filter(evaluation -> time(evaluation, "windowEnd").isAfter(since))
                .toList();
    }

    /// Click-through as the monitor attributes it; empty while it has counted nothing.
    Optional<Double> clickThrough(Instant from, Instant to) throws IOException {
        var points = json.get(Service.MONITOR, "/v1/kpis?from=%s&to=%s&step=PT5S".formatted(from, to))
                .path("points");
        long served = sum(points, "served");
        return served == 0 ? Optional.empty() : Optional.of((double) sum(points, "clicked") / served);
    }

    /// Incidents that were opened, or seen again, after `since`.
    List<JsonNode> incidents(Instant since) throws IOException {
        return list(json.get(Service.ALERT, "/v1/incidents?status=all&limit=100")
                        .path("incidents"))
                .stream()
                .filter(incident -> time(incident, "lastSeenAt").isAfter(since))
                .toList();
    }

    /// The incident, and the channels that were notified.
    JsonNode incident(String id) throws IOException {
        return json.get(Service.ALERT, "/v1/incidents/" + encoded(id));
    }

    /// What the scheduler decided about drift, newest first.
    List<JsonNode> remediations() throws IOException {
        var answer = json.get(Service.SCHEDULER, "/v1/remediations");
        return list(answer.isArray() ? answer : answer.path("remediations"));
    }

    static Instant time(JsonNode node, String field) {
        var text = node.path(field).asText("");
        return text.isEmpty() ? Instant.MIN : Instant.parse(text);
    }

    static List<JsonNode> list(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }

    private static long sum(JsonNode points, String field) {
        return list(points).stream()
                .mapToLong(point -> point.path(field).asLong())
                .sum();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
