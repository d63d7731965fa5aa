package io.recloop.recommender.problems;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of every error (RFC 9457).
///
/// @param type  `/problems/…`, the same for ever for the same trouble
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
}
