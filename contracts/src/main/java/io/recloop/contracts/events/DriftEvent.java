package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `drift-events`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@JsonSubTypes.Type(value = DriftEvaluated.class, name = "drift-evaluated"))
public sealed interface DriftEvent extends Event permits DriftEvaluated {
    @Override
    default String key() {
        return tenant();
    }
}
