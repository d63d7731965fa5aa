package io.recloop.recommender.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.recloop.contracts.events.RuleAction;
import io.recloop.contracts.events.RuleCondition;
import io.recloop.contracts.events.RuleSaved;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A saved rule as operators see it.
///
/// @param version what `If-Match` has to say when it is changed; the answer's `ETag`
/// @param active  whether it holds now: enabled, and within its time
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rule(
        String id,
        long version,
        String name,
        boolean enabled,
        boolean active,
        int priority,
        @Nullable Instant from,
        @Nullable Instant to,
        RuleCondition condition,
        RuleAction action,
        String editedBy,
        Instant editedAt) {
    static Rule of(RuleSaved saved, Instant now) {
        return new Rule(
                saved.rule(),
                saved.version(),
                saved.name(),
                !Boolean.FALSE.equals(saved.enabled()),
                saved.isActive(now),
                saved.priority() == null ? 0 : saved.priority(),
                saved.from(),
                saved.to(),
                saved.condition(),
                saved.action(),
                saved.editedBy(),
                saved.occurredAt());
    }

    String entityTag() {
        return "\"" + version + "\"";
    }
}
