package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `interactions`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InteractionRecorded.class, name = "interaction-recorded"),
    @JsonSubTypes.Type(value = InteractionRetracted.class, name = "interaction-retracted")
})
public sealed interface InteractionEvent extends Event permits InteractionRecorded, InteractionRetracted {
    String user();

    @Override
    default String key() {
        return tenant() + "/" + user();
    }
}
