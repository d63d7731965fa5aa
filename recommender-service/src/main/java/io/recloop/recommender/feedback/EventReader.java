package io.recloop.recommender.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.http.ProblemException;
import io.recloop.recommender.access.RequestJson;
import io.recloop.recommender.topics.EventIds;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// From a caller's JSON to events, by the very checks that a record on the topic has to pass.
@Singleton
final class EventReader {
    private static final int REASONS_LISTED = 100;

    private final Clock clock;
    private final FeedbackConfig config;

    EventReader(Clock clock, FeedbackConfig config) {
        this.clock = clock;
        this.config = config;
    }

    private record Rejected(int index, String reason) {}

    /// One object, or an array of them.
    ///
    /// @throws ProblemException naming each one that is not valid; then none is to be sent
    <E extends Event> List<E> all(Class<E> family, String type, String tenant, byte[] body) {
        var json = parse(body);
        List<JsonNode> nodes = json.isArray() ? listed(json) : List.of(json);
        var events = new ArrayList<E>(nodes.size());
        var rejected = new ArrayList<Rejected>();
        for (int index = 0; index < nodes.size(); index++) {
            try {
                events.add(event(family, type, tenant, nodes.get(index), Map.of()));
            } catch (InvalidEventException e) {
                rejected.add(new Rejected(index, String.valueOf(e.getMessage())));
            }
        }
        if (!rejected.isEmpty()) {
            throw ProblemException.invalid("%d of %d are not valid, the first at index %d: %s; none was accepted"
                            .formatted(
                                    rejected.size(),
                                    nodes.size(),
                                    rejected.getFirst().index(),
                                    rejected.getFirst().reason()))
                    .with(Map.of(
                            "invalid", rejected.stream().limit(REASONS_LISTED).toList()));
        }
        return events;
    }

    /// One object.
    ///
    /// @param fixed fields that the path has decided
    <E extends Event> E one(Class<E> family, String type, String tenant, byte[] body, Map<String, String> fixed) {
        try {
            return event(family, type, tenant, parse(body), fixed);
        } catch (InvalidEventException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
    }

    private <E extends Event> E event(
            Class<E> family, String type, String tenant, JsonNode given, Map<String, String> fixed)
            throws InvalidEventException {
        if (!(given instanceof ObjectNode object)) {
            throw new InvalidEventException(InvalidEventException.Code.MALFORMED, "a JSON object is expected");
        }
        var fields = new LinkedHashMap<>(fixed);
        fields.put("tenant", tenant);
        fields.put("type", type);
        for (var field : fields.entrySet()) {
            var said = object.get(field.getKey());
            if (said != null && !said.isNull() && !field.getValue().equals(said.textValue())) {
                throw new InvalidEventException(
                        InvalidEventException.Code.INVALID_FIELD,
                        field.getKey() + " contradicts the token or the path; leave it out");
            }
            object.put(field.getKey(), field.getValue());
        }
        if (isAbsent(object, "eventId")) {
            object.put("eventId", EventIds.next());
        }
        if (isAbsent(object, "occurredAt")) {
            object.put("occurredAt", clock.instant().toString());
        }
        return EventCodec.read(family, bytes(object), clock.instant());
    }

    private List<JsonNode> listed(JsonNode array) {
        if (array.isEmpty()) {
            throw ProblemException.invalid("The array is empty");
        }
        if (array.size() > config.maxBatch()) {
            throw ProblemException.invalid(
                    "The array has %d entries, at most %d are allowed".formatted(array.size(), config.maxBatch()));
        }
        var nodes = new ArrayList<JsonNode>(array.size());
        array.forEach(nodes::add);
        return nodes;
    }

    private static JsonNode parse(byte[] body) {
        try {
            return RequestJson.tree(body);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw ProblemException.invalid(
                    at == null
                            ? "The body is not JSON"
                            : "The body is not JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()));
        } catch (IOException e) {
            throw ProblemException.invalid("The body cannot be read");
        }
    }

    private static byte[] bytes(ObjectNode object) throws InvalidEventException {
        try {
            return EventCodec.JSON.writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new InvalidEventException(InvalidEventException.Code.MALFORMED, "the object cannot be written");
        }
    }

    private static boolean isAbsent(ObjectNode object, String field) {
        var value = object.get(field);
        return value == null || value.isNull();
    }
}
