package io.recloop.contracts.events;

import java.time.Instant;

/// The shop no longer has the item.
public record ItemRemoved(String eventId, String tenant, Instant occurredAt, String item) implements ItemEvent {
    public ItemRemoved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("item", item);
    }
}
