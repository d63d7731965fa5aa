package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `model-published`: the desired state. The newest record of a key is what should be: of a tenant the model
/// that should serve, of `<tenant>/shadow` the one to try in its shadow.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ModelPublished.class, name = "model-published"),
    @JsonSubTypes.Type(value = ShadowAnnounced.class, name = "shadow-announced")
})
public sealed interface ModelEvent extends Event permits ModelPublished, ShadowAnnounced {
    @Override
    default String key() {
        return tenant();
    }
}
