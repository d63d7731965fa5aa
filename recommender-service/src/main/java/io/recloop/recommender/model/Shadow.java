package io.recloop.recommender.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A model on trial, as people see it.
///
/// @param share   of the requests that it is to answer
/// @param because why it does not answer; absent while it does
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Shadow(
        String modelId, State state, double share, @Nullable String because) {
    public enum State {
        @JsonProperty("comparing")
        COMPARING,
        /// The store or the disk fails; it is tried again.
        @JsonProperty("waiting")
        WAITING,
        @JsonProperty("refused")
        REFUSED,
        /// The models that serve need the memory.
        @JsonProperty("no-room")
        NO_ROOM
    }
}
