package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `model-status`: what a replica does serve, or why it would not.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelServing.class, name = "model-serving"),
    @JsonSubTypes.Type(value = ModelRefused.class, name = "model-refused")
})
public sealed interface ModelStatusEvent extends Event permits ModelServing, ModelRefused {
    /// The replica.
    String instance();

    long generation();

    String modelId();

    @Override
    default String key() {
        return tenant() + "/" + instance();
    }
}
