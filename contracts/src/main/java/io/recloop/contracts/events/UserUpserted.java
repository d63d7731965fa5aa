package io.recloop.contracts.events;

import java.time.Instant;
import java.util.Map;

/// What the shop says of a user from now on, whole: what is left out is no longer known of them.
///
/// @param attributes in the shop's own words, such as `country` to `VN`
public record UserUpserted(
        String eventId, String tenant, Instant occurredAt, String user, Map<String, String> attributes)
        implements UserEvent {
    public UserUpserted {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("user", user);
        attributes = Fields.texts("attributes", attributes);
        attributes.forEach((name, value) -> Fields.text("attributes." + name, value));
    }
}
