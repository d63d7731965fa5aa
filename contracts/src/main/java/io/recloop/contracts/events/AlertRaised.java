package io.recloop.contracts.events;

import java.time.Instant;
import java.util.Map;

/// A rule found trouble, or still finds it: raising the same fingerprint again is how a source says "still so".
///
/// @param source  the service that speaks
/// @param labels  what the fingerprint was made of, beside tenant and rule
/// @param details what was measured; for people
public record AlertRaised(
        String eventId,
        String tenant,
        Instant occurredAt,
        String fingerprint,
        String rule,
        Severity severity,
        String source,
        String summary,
        Map<String, String> labels,
        Map<String, String> details)
        implements AlertEvent {
    public AlertRaised {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("fingerprint", fingerprint);
        Fields.id("rule", rule);
        Fields.required("severity", severity);
        Fields.id("source", source);
        summary = Fields.text("summary", summary);
        labels = Fields.texts("labels", labels);
        details = Fields.texts("details", details);
    }
}
