package io.recloop.contracts.events;

import java.time.Instant;

/// The trouble is over, by the source that raised it.
public record AlertResolved(
        String eventId,
        String tenant,
        Instant occurredAt,
        String fingerprint,
        String rule,
        String source,
        String summary)
        implements AlertEvent {
    public AlertResolved {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("fingerprint", fingerprint);
        Fields.id("rule", rule);
        Fields.id("source", source);
        summary = Fields.text("summary", summary);
    }
}
