package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of a record in CloudEvents 1.0 binary mode.
public final class CloudEventHeaders {
    private CloudEventHeaders() {}

    /// @param source who writes, for example `/recloop/training-service`
    public static Map<String, byte[]> of(Event event, String source) {
        var headers = new LinkedHashMap<String, byte[]>();
        headers.put("ce_specversion", bytes("1.0"));
        headers.put("ce_id", bytes(event.eventId()));
        headers.put("ce_type", bytes(type(event)));
        headers.put("ce_source", bytes(source));
        headers.put("ce_time", bytes(event.occurredAt().toString()));
        headers.put("content-type", bytes("application/json"));
        return headers;
    }

    /// `io.recloop.<name>.v1`, where the name is the `type` of the JSON value.
    public static String type(Event event) {
        return "io.recloop." + name(event) + ".v1";
    }

    /// The `type` of the JSON value.
    static String name(Event event) {
        for (Class<?> family : event.getClass().getInterfaces()) {
            var subTypes = family.getAnnotation(JsonSubTypes.class);
            if (subTypes != null) {
                for (var subType : subTypes.value()) {
                    if (subType.value() == event.getClass()) {
                        return subType.name();
                    }
                }
            }
        }
        throw new AssertionError(event.getClass() + " is not among the subtypes of its family");
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
