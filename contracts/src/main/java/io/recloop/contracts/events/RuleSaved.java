package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A rule as it is from now on, whole.
///
/// @param name      what operators call it
/// @param enabled   absent means true
/// @param priority  absent means 0; the higher one has the first choice where two want the same position
/// @param from      inclusive; absent means since ever
/// @param to        exclusive; absent means for ever
/// @param condition which items and users it is about; absent means all
/// @param editedBy  who wrote it
public record RuleSaved(
        String eventId,
        String tenant,
        Instant occurredAt,
        String rule,
        long version,
        String name,
        @Nullable Boolean enabled,
        @Nullable Integer priority,
        @Nullable Instant from,
        @Nullable Instant to,
        RuleCondition condition,
        RuleAction action,
        String editedBy)
        implements RuleEvent {
    private static final int MAX_PRIORITY = 1_000;
    private static final int MAX_NAME = 256;

    public RuleSaved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("rule", rule);
        Fields.atLeast("version", version, 1);
        name = Fields.text("name", name);
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException("name must have 1 to %d characters".formatted(MAX_NAME));
        }
        enabled = enabled == null || enabled;
        priority = priority == null ? 0 : priority;
        Fields.within("priority", priority, -MAX_PRIORITY, MAX_PRIORITY);
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("from must be before to");
        }
        condition = condition == null ? RuleCondition.ANY : condition;
        Fields.required("action", action);
        if (action instanceof RuleAction.Pin && condition.items().isEmpty()) {
            throw new IllegalArgumentException("a rule that pins must name items in its condition");
        }
        Fields.id("editedBy", editedBy);
    }

    /// Whether it may be applied at this moment.
    public boolean isActive(Instant now) {
        return Boolean.TRUE.equals(enabled)
                && (from == null || !now.isBefore(from))
                && (to == null || now.isBefore(to));
    }
}
