package io.recloop.kit.http;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of every error (RFC 9457).
///
/// @param type  `/problems/…`, the same for ever for the same kind of error
/// @param extra further members, written beside the standard ones
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @JsonAnyGetter Map<String, Object> extra) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /// @param type what follows `/problems/`
    public static Problem of(String type, String title, int status, String detail) {
        return new Problem("/problems/" + type, title, status, detail, null, Map.of());
    }

    public Problem with(Map<String, Object> members) {
        return new Problem(type, title, status, detail, instance, members);
    }

    /// @param path of the request
    Problem at(@Nullable String path) {
        return new Problem(type, title, status, detail, path, extra);
    }
}
