package io.recloop.recommender.recommendations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.kit.http.Problem;
import org.jspecify.annotations.Nullable;

/// What one of many users gets.
sealed interface BatchAnswer permits Recommendations, BatchAnswer.Failed {
    /// @param user absent where what was given is not the id of a user
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failed(@Nullable String user, Problem problem) implements BatchAnswer {}
}
