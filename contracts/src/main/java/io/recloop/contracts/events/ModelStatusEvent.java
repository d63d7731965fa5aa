package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// On topic `model-status`: what a replica does serve, or why it would not, and that it is alive.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelServing.class, name = "model-serving"),
    @JsonSubTypes.Type(value = ModelRefused.class, name = "model-refused"),
    @JsonSubTypes.Type(value = ReplicaAlive.class, name = "replica-alive")
})
public sealed interface ModelStatusEvent extends Event permits ModelServing, ModelRefused, ReplicaAlive {
    /// The replica.
    String instance();

    long generation();

    /// Absent in the sign of life of a replica that has no model.
    @Nullable
    String modelId();

    @Override
    default String key() {
        return tenant() + "/" + instance();
    }
}
