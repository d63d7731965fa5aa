package io.recloop.alert.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;

/// An answer of the API.
///
/// @param body JSON; nothing is sent where it is absent
/// @param endsLine whether a line break follows the body, as Go's encoder writes one
record ApiAnswer(int status, Optional<JsonNode> body, boolean endsLine, Map<String, String> headers) {
    static ApiAnswer of(JsonNode body) {
        return new ApiAnswer(200, Optional.of(body), true, Map.of());
    }

    static ApiAnswer empty(int status) {
        return new ApiAnswer(status, Optional.empty(), false, Map.of());
    }

    /// What a request means is wrong: the body is a text.
    static ApiAnswer refused(int status, String message) {
        return new ApiAnswer(status, Optional.of(TextNode.valueOf(message)), true, Map.of());
    }

    /// How a request is written is wrong: the body is an object with a code of its own.
    static ApiAnswer malformed(int status, int code, String message) {
        var body = JsonNodeFactory.instance.objectNode().put("code", code).put("message", message);
        return new ApiAnswer(status, Optional.of(body), false, Map.of());
    }

    ApiAnswer with(String header, String value) {
        return new ApiAnswer(status, body, endsLine, Map.of(header, value));
    }
}
