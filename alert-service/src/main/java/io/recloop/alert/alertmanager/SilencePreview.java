package io.recloop.alert.alertmanager;

import io.recloop.alert.labels.Matcher;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a silence would hit if it were made now.
@Singleton
public final class SilencePreview {
    private final CurrentAlerts alerts;

    SilencePreview(CurrentAlerts alerts) {
        this.alerts = alerts;
    }

    /// An alert that fires now and that the matchers match.
    ///
    /// @param silencedBy the silences that hit it already
    public record Hit(String fingerprint, Map<String, String> labels, Instant startsAt, List<UUID> silencedBy) {}

    /// The earliest alert first.
    public List<Hit> of(String tenant, List<Matcher> matchers) {
        return alerts.of(tenant).stream()
                .filter(current -> Matcher.all(matchers, current.matched()))
                .map(current -> new Hit(
                        current.fingerprint(),
                        current.matched(),
                        current.alert().span().start(),
                        current.silencedBy()))
                .sorted(Comparator.comparing(Hit::startsAt).thenComparing(Hit::fingerprint))
                .toList();
    }
}
