package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.recloop.contracts.events.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.TreeMap;

/// Reads fields as Go's decoder does: what is null is absent, and a wrong type refuses the whole body.
///
/// @param what names the body in messages: `alerts`, `silence`
record JsonBody(String what) {
    private static final ObjectReader FIRST_VALUE =
            EventCodec.JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// What cannot be read as UTF-8 becomes U+FFFD, and what follows the first value is not looked at.
    ///
    /// @return a missing node where there is nothing
    JsonNode parse(byte[] body) {
        try {
            var read = FIRST_VALUE.readTree(new String(body, StandardCharsets.UTF_8));
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            throw ApiException.unparsable(what, "it is not JSON: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static String firstLine(String message) {
        var line = message.lines().findFirst().orElse("");
        return line.length() > 200 ? line.substring(0, 200) : line;
    }

    ApiException wrongType(JsonNode node, String type) {
        return ApiException.unparsable(
                what, "json: cannot unmarshal %s into Go value of type %s".formatted(nameOf(node), type));
    }

    private static String nameOf(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> "bool";
            case NUMBER -> "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "string";
        };
    }

    Optional<JsonNode> field(JsonNode object, String name) {
        var value = object.path(name);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(JsonNode object, String name) {
        return field(object, name).map(value -> {
            if (!value.isTextual()) {
                throw wrongType(value, "string");
            }
            return value.textValue();
        });
    }

    Optional<Boolean> flag(JsonNode object, String name) {
        return field(object, name).map(value -> {
            if (!value.isBoolean()) {
                throw wrongType(value, "bool");
            }
            return value.booleanValue();
        });
    }

    Optional<OffsetDateTime> time(JsonNode object, String name) {
        return text(object, name).map(text -> GoTimes.read(text)
                .orElseThrow(() -> ApiException.unparsable(what, "%s is no time".formatted(name))));
    }

    /// A value of null is an empty text.
    Optional<TreeMap<String, String>> texts(JsonNode object, String name) {
        return field(object, name).map(value -> {
            if (!value.isObject()) {
                throw wrongType(value, "models.LabelSet");
            }
            var texts = new TreeMap<String, String>();
            value.properties()
                    .forEach(entry -> texts.put(
                            entry.getKey(), text(value, entry.getKey()).orElse("")));
            return texts;
        });
    }
}
