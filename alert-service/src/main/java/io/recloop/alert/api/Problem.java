package io.recloop.alert.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// The body of every error (RFC 9457).
///
/// @param type `/problems/…`, the same for ever for the same trouble
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(String type, String title, int status, String detail) {
        return new Problem("/problems/" + type, title, status, detail, null);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path);
    }
}
