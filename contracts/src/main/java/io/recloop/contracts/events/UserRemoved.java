package io.recloop.contracts.events;

import java.time.Instant;

/// The shop's attributes of the user are no longer known. It says nothing of what the user did: interactions stay.
public record UserRemoved(String eventId, String tenant, Instant occurredAt, String user) implements UserEvent {
    public UserRemoved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("user", user);
    }
}
