package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of a record in CloudEvents 1.0 binary mode.
public final class CloudEventHeaders {
    private static final byte[] SPEC_VERSION = bytes("1.0");
    private static final byte[] CONTENT_TYPE = bytes("application/json");

    /// Looked up by reflection once: the headers are written for every record.
    private static final ClassValue<byte[]> TYPES = new ClassValue<>() {
        @Override
        protected byte[] computeValue(Class<?> type) {
            return bytes("io.recloop." + name(type) + ".v1");
        }
    };

    private CloudEventHeaders() {}

    /// @param source who writes, for example `/recloop/training-service`
    public static Map<String, byte[]> of(Event event, String source) {
        var headers = new LinkedHashMap<String, byte[]>();
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", bytes(event.eventId()));
        headers.put("ce_type", TYPES.get(event.getClass()));
        headers.put("ce_source", bytes(source));
        headers.put("ce_time", bytes(event.occurredAt().toString()));
        headers.put("content-type", CONTENT_TYPE);
        return headers;
    }

    /// `io.recloop.<name>.v1`, where the name is the `type` of the JSON value.
    public static String type(Event event) {
        return new String(TYPES.get(event.getClass()), StandardCharsets.UTF_8);
    }

    /// The `type` of the JSON value.
    private static String name(Class<?> type) {
        for (Class<?> family : type.getInterfaces()) {
            var subTypes = family.getAnnotation(JsonSubTypes.class);
            if (subTypes != null) {
                for (var subType : subTypes.value()) {
                    if (subType.value() == type) {
                        return subType.name();
                    }
                }
            }
        }
        throw new AssertionError(type + " is not among the subtypes of its family");
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
