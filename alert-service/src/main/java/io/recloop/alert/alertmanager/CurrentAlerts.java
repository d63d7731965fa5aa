package io.recloop.alert.alertmanager;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.alert.labels.IncidentLabels;
import io.recloop.alert.labels.LabelFingerprint;
import io.recloop.alert.posted.PostedAlert;
import io.recloop.alert.posted.PostedAlert.Span;
import io.recloop.alert.posted.PostedAlertConfig;
import io.recloop.alert.posted.PostedAlerts;
import io.recloop.alert.posted.PostedEvents;
import io.recloop.alert.silences.ActiveSilences;
import io.recloop.alert.silences.Silences;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/// What fires now: posted alerts, and incidents of the topic in the form of alerts.
@Singleton
class CurrentAlerts implements PanacheRepositoryBase<ShownIncident, UUID> {
    private final PostedAlerts posted;
    private final Silences silences;
    private final Receivers receivers;
    private final PostedAlertConfig config;
    private final Clock clock;

    CurrentAlerts(PostedAlerts posted, Silences silences, Receivers receivers, PostedAlertConfig config, Clock clock) {
        this.posted = posted;
        this.silences = silences;
        this.receivers = receivers;
        this.config = config;
        this.clock = clock;
    }

    /// In one transaction, so that what is shown belongs together.
    List<CurrentAlert> of(String tenant) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var now = clock.instant();
            var silencing = silences.active(tenant, now);
            var all = new ArrayList<CurrentAlert>();
            posted.firing(tenant, now)
                    .forEach((fingerprint, alert) -> all.add(
                            current(tenant, fingerprint, alert, PostedEvents.severity(alert.labels()), silencing)));
            for (var incident : openWithoutPost(tenant)) {
                var alert = alert(incident, now);
                all.add(current(
                        tenant, LabelFingerprint.of(alert.labels()), alert, severity(incident.severity), silencing));
            }
            return all;
        });
    }

    private List<ShownIncident> openWithoutPost(String tenant) {
        return find("""
                        select i from ShownIncident i where i.tenant = ?1 and i.resolvedAt is null and not exists (
                          select 1 from PostedAlertRow p where p.tenant = i.tenant and p.fingerprint = i.fingerprint)
                        order by i.id""", tenant).list();
    }

    private CurrentAlert current(
            String tenant, String fingerprint, PostedAlert alert, Severity severity, ActiveSilences silencing) {
        var matched =
                IncidentLabels.of(tenant, PostedEvents.rule(alert.labels()), severity, alert.source(), alert.labels());
        return new CurrentAlert(
                fingerprint,
                alert,
                matched,
                silencing.hitting(matched),
                List.of(),
                receivers.of(severity, matched, alert.labels()));
    }

    /// It fires until its source says that it is over, so its end is as far off as that of a post without one.
    private PostedAlert alert(ShownIncident incident, Instant now) {
        var annotations = new TreeMap<>(incident.details);
        annotations.putIfAbsent("summary", incident.summary);
        return new PostedAlert(
                labels(incident),
                annotations,
                "",
                incident.source,
                new Span(
                        incident.openedAt.atOffset(ZoneOffset.UTC),
                        now.plus(config.resolveTimeout()).atOffset(ZoneOffset.UTC),
                        true),
                incident.lastSeenAt);
    }

    private static Map<String, String> labels(ShownIncident incident) {
        return IncidentLabels.of(
                incident.tenant, incident.rule, severity(incident.severity), incident.source, incident.labels);
    }

    private static Severity severity(String code) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.code().equals(code))
                .findFirst()
                .orElse(Severity.CRITICAL);
    }
}
