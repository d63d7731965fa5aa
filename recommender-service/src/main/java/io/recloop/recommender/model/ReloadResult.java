package io.recloop.recommender.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What comes of asking for a reload.
///
/// @param modelId    that should serve; absent where none has been announced
/// @param generation likewise
/// @param detail     one sentence for a person
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReloadResult(
        String tenant,
        Action action,
        @Nullable String modelId,
        @Nullable Long generation,
        String detail) {
    enum Action {
        /// The model is read from the store now, in the background.
        @JsonProperty("load")
        LOAD,
        /// There is nothing to do.
        @JsonProperty("none")
        NONE
    }
}
