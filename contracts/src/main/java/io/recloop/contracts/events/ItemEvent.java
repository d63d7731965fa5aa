package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `items`. A record without a value (a tombstone) means the same as [ItemRemoved].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ItemUpserted.class, name = "item-upserted"),
    @JsonSubTypes.Type(value = ItemRemoved.class, name = "item-removed")
})
public sealed interface ItemEvent extends Event permits ItemUpserted, ItemRemoved {
    String item();

    @Override
    default String key() {
        return tenant() + "/" + item();
    }
}
