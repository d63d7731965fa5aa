package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `alerts`.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AlertRaised.class, name = "alert-raised"),
    @JsonSubTypes.Type(value = AlertResolved.class, name = "alert-resolved")
})
public sealed interface AlertEvent extends Event permits AlertRaised, AlertResolved {
    /// What makes two alerts the same trouble; see [Fingerprint].
    String fingerprint();

    /// The name of the rule that spoke.
    String rule();

    @Override
    default String key() {
        return fingerprint();
    }
}
