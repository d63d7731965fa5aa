package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// On topic `recommendations`: every request for recommendations, answered or failed.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RecommendationsServed.class, name = "recommendations-served"),
    @JsonSubTypes.Type(value = RecommendationFailed.class, name = "recommendation-failed")
})
public sealed interface RecommendationEvent extends Event permits RecommendationsServed, RecommendationFailed {
    String requestId();

    /// Absent for an anonymous request.
    @Nullable
    String user();

    /// Absent while no model is loaded.
    @Nullable
    String modelId();

    long latencyMicros();

    @Override
    default String key() {
        var user = user();
        return tenant() + "/" + (user == null ? requestId() : user);
    }
}
