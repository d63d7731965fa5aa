package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `interactions`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = InteractionRecorded.class, name = "interaction-recorded"))
public sealed interface InteractionEvent extends Event permits InteractionRecorded {
    String user();

    @Override
    default String key() {
        return tenant() + "/" + user();
    }
}
