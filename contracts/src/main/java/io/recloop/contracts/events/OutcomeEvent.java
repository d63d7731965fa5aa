package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `outcomes`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = OutcomeObserved.class, name = "outcome-observed"),
    @JsonSubTypes.Type(value = ShadowCompared.class, name = "shadow-compared")
})
public sealed interface OutcomeEvent extends Event permits OutcomeObserved, ShadowCompared {
    String user();

    @Override
    default String key() {
        return tenant() + "/" + user();
    }
}
