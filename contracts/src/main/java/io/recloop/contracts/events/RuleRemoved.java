package io.recloop.contracts.events;

import java.time.Instant;

/// An operator took a rule away.
///
/// @param editedBy who did
public record RuleRemoved(String eventId, String tenant, Instant occurredAt, String rule, long version, String editedBy)
        implements RuleEvent {
    public RuleRemoved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("rule", rule);
        Fields.atLeast("version", version, 1);
        Fields.id("editedBy", editedBy);
    }
}
