package io.recloop.alert.posted;

import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes events of posted alerts. The same post makes the same event.
public final class PostedEvents {
    private static final int MAX_ID = 256;

    private PostedEvents() {}

    /// How bad, by the label `severity`.
    public static Severity severity(Map<String, String> labels) {
        return SeverityWords.of(labels.get("severity"));
    }

    /// What senders call a severity, in alphabetical order.
    public static List<String> words(Severity severity) {
        return SeverityWords.of(severity);
    }

    /// The name of an alert as an incident's rule has it: one line, and cut.
    public static String rule(Map<String, String> labels) {
        var name = labels.getOrDefault("alertname", "").strip().replaceAll("\\p{Cntrl}", " ");
        var cut = name.length() > MAX_ID ? name.substring(0, MAX_ID - 1) + "…" : name;
        return cut.isBlank() ? "alert" : cut.strip();
    }

    static AlertRaised raised(PostedAlertRow row, PostedAlert alert, String eventId, Instant at) {
        var details = new TreeMap<>(alert.annotations());
        if (!alert.generatorUrl().isEmpty()) {
            details.putIfAbsent("generatorURL", alert.generatorUrl());
        }
        return new AlertRaised(
                eventId,
                row.tenant,
                at,
                row.fingerprint,
                rule(alert.labels()),
                severity(alert.labels()),
                alert.source(),
                summary(alert),
                alert.labels(),
                details);
    }

    static AlertResolved resolved(PostedAlertRow row, PostedAlert alert, String eventId, Instant at) {
        return new AlertResolved(
                eventId, row.tenant, at, row.fingerprint, rule(alert.labels()), alert.source(), summary(alert));
    }

    private static String summary(PostedAlert alert) {
        return Optional.ofNullable(alert.annotations().get("summary"))
                .or(() -> Optional.ofNullable(alert.annotations().get("title")))
                .or(() -> Optional.ofNullable(alert.annotations().get("message")))
                .or(() -> Optional.ofNullable(alert.annotations().get("description")))
                .filter(text -> !text.isBlank())
                .orElseGet(() -> rule(alert.labels()));
    }
}
