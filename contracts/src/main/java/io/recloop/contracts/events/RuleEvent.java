package io.recloop.contracts.events;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// On topic `rules`. A record without a value (a tombstone) forgets the rule, and which version it had.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleSaved.class, name = "rule-saved"),
    @JsonSubTypes.Type(value = RuleRemoved.class, name = "rule-removed")
})
public sealed interface RuleEvent extends Event permits RuleSaved, RuleRemoved {
    /// The rule's id.
    String rule();

    /// Rises by one with each change of the rule. Of two events of one rule the one that comes later with a version
    /// that is not higher lost a race, and means nothing.
    long version();

    @Override
    default String key() {
        return tenant() + "/" + rule();
    }
}
