package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `model-published`: the desired state. The newest record of a tenant is the model that should serve.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = ModelPublished.class, name = "model-published"))
public sealed interface ModelEvent extends Event permits ModelPublished {
    @Override
    default String key() {
        return tenant();
    }
}
