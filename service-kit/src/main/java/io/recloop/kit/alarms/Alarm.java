package io.recloop.kit.alarms;

import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Something that people should know of, for as long as it lasts.
///
/// @param labels  tell one alarm of a rule from another; what changes while it lasts must not be among them
/// @param details what was measured
public record Alarm(
        String tenant,
        String rule,
        Severity severity,
        String summary,
        Map<String, String> labels,
        Map<String, String> details) {
    private static final int MAX_SUMMARY = 1_000;

    public Alarm {
        labels = Map.copyOf(labels);
        details = Map.copyOf(details);
        summary = summary.length() <= MAX_SUMMARY ? summary : summary.substring(0, MAX_SUMMARY) + "…";
    }

    public String fingerprint() {
        return Fingerprint.of(tenant, rule, labels);
    }

    /// @param cause what made it be raised now; the same cause makes the same event
    /// @param source the service
    public AlertRaised raised(String cause, String source, Instant now) {
        var fingerprint = fingerprint();
        return new AlertRaised(
                eventId(fingerprint, "raised", cause),
                tenant,
                now,
                fingerprint,
                rule,
                severity,
                source,
                summary,
                labels,
                details);
    }

    /// @param cause what ended it; the same cause makes the same event
    public static AlertResolved resolved(Ending ending, String cause, String source, Instant now) {
        var fingerprint = Fingerprint.of(ending.tenant(), ending.rule(), ending.labels());
        return new AlertResolved(
                eventId(fingerprint, "resolved", cause),
                ending.tenant(),
                now,
                fingerprint,
                ending.rule(),
                source,
                ending.summary());
    }

    /// The end of an alarm.
    ///
    /// @param labels  those with which it was raised
    /// @param summary why it is over
    public record Ending(String tenant, String rule, Map<String, String> labels, String summary) {}

    private static String eventId(String fingerprint, String kind, String cause) {
        return UUID.nameUUIDFromBytes(
                        "%s/%s/%s".formatted(fingerprint, kind, cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
