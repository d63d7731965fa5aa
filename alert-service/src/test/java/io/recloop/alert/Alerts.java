package io.recloop.alert;

import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.Map;

/// Alerts of one rule that differ by a label.
public record Alerts(String tenant, String label) {
    public static final Instant T0 = Instant.parse("2026-11-21T10:00:00Z");

    public static Alerts about(String label) {
        return new Alerts("default", label);
    }

    public AlertRaised raised(String eventId, Severity severity, Instant at) {
        return raised(eventId, severity, at, "CTR fell");
    }

    public AlertRaised raised(String eventId, Severity severity, Instant at, String summary) {
        return new AlertRaised(
                eventId,
                tenant,
                at,
                fingerprint(),
                "ctr-low",
                severity,
                "monitor-service",
                summary,
                Map.of("model", label),
                Map.of("event", eventId));
    }

    public AlertResolved resolved(String eventId, Instant at) {
        return new AlertResolved(eventId, tenant, at, fingerprint(), "ctr-low", "monitor-service", "CTR is back");
    }

    public String fingerprint() {
        return Fingerprint.of(tenant, "ctr-low", Map.of("model", label));
    }
}
