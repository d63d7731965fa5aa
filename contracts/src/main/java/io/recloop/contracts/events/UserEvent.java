package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `users`. A record without a value (a tombstone) means the same as [UserRemoved].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = UserUpserted.class, name = "user-upserted"),
    @JsonSubTypes.Type(value = UserRemoved.class, name = "user-removed")
})
public sealed interface UserEvent extends Event permits UserUpserted, UserRemoved {
    String user();

    @Override
    default String key() {
        return tenant() + "/" + user();
    }
}
