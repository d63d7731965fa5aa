package io.recloop.alert.incidents;

import io.recloop.alert.escalation.Priority;
import io.recloop.alert.labels.IncidentLabels;
import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.Severity;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// One episode of an alert group. Changed under the lock of its [AlertGroup]; only what has changed is written, since
/// an acknowledgement takes no lock.
@Entity
@DynamicUpdate
@Table(schema = "alert", name = "incident")
@NamedNativeQuery(name = Incident.ACTIVE_OF, resultClass = Incident.class, query = """
                select i.* from alert.incident i
                where status in ('firing', 'acknowledged', 'snoozed') and (tenant, fingerprint) in (
                    select tenant, fingerprint
                    from json_to_recordset(cast(:keys as json)) as k(tenant text, fingerprint text))""")
@NamedNativeQuery(name = Incident.FORGET, query = """
                delete from alert.incident where id in (
                    select id from alert.incident
                    where status in ('resolved', 'expired') and resolved_at < :before
                    order by resolved_at limit :limit for update skip locked)""")
class Incident {
    static final String ACTIVE_OF = "Incident.activeOf";
    static final String FORGET = "Incident.forget";

    @Id
    UUID id;

    String tenant;
    String fingerprint;
    int episode;
    String rule;

    /// The worst of the episode.
    @Convert(converter = SeverityCode.class)
    Severity severity;

    @Convert(converter = SeverityCode.class)
    Severity latestSeverity;

    @Convert(converter = StatusCode.class)
    IncidentStatus status;

    String source;
    String summary;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> details;

    Instant openedAt;
    Instant lastSeenAt;

    @Nullable
    Instant resolvedAt;

    long occurrences;

    @Nullable
    Instant acknowledgedAt;

    @Nullable
    String acknowledgedBy;

    @Nullable
    String acknowledgedNote;

    @Nullable
    Instant snoozedUntil;

    /// By our clock.
    Instant lastHeardAt;

    /// A decision that waits, as its reason in the notification.
    @Nullable
    String heldReason;

    @Nullable
    String heldBy;

    @SuppressWarnings("NullAway.Init")
    protected Incident() {}

    Incident(AlertRaised raised, int episode, Instant now) {
        // Deterministic, so that the notifications' ids are too: a rebuilt database notifies receivers of nothing new.
        this.id = UUID.nameUUIDFromBytes("%s/%s/%d"
                .formatted(raised.tenant(), raised.fingerprint(), episode)
                .getBytes(StandardCharsets.UTF_8));
        this.tenant = raised.tenant();
        this.fingerprint = raised.fingerprint();
        this.episode = episode;
        this.rule = raised.rule();
        this.severity = raised.severity();
        this.latestSeverity = severity;
        this.status = IncidentStatus.FIRING;
        this.source = raised.source();
        this.summary = StorableText.of(raised.summary());
        this.labels = StorableText.of(raised.labels());
        this.details = StorableText.of(raised.details());
        this.openedAt = stored(raised.occurredAt());
        this.lastSeenAt = openedAt;
        this.lastHeardAt = stored(now);
        this.occurrences = 1;
    }

    UUID id() {
        return id;
    }

    String fingerprint() {
        return fingerprint;
    }

    boolean isOpen() {
        return status.isActive();
    }

    GroupState.OpenEpisode openEpisode() {
        return new GroupState.OpenEpisode(severity, lastSeenAt);
    }

    /// @param newer whether its summary and details replace the known ones
    void repeat(AlertRaised raised, boolean newer, Instant now) {
        occurrences++;
        lastHeardAt = stored(now);
        if (newer) {
            latestSeverity = raised.severity();
            lastSeenAt = stored(raised.occurredAt());
            summary = StorableText.of(raised.summary());
            details = StorableText.of(raised.details());
        } else if (raised.occurredAt().isBefore(openedAt)) {
            openedAt = stored(raised.occurredAt());
        }
    }

    void escalate(Severity to) {
        severity = to;
    }

    void end(IncidentStatus how, Instant at) {
        status = how;
        resolvedAt = stored(at);
        snoozedUntil = null;
    }

    void hold(String reason, String by) {
        heldReason = heldReason == null ? reason : heldReason;
        heldBy = by;
    }

    void release() {
        heldReason = null;
        heldBy = null;
    }

    /// The labels by which it is routed, silenced and inhibited.
    Map<String, String> matched() {
        return IncidentLabels.of(tenant, rule, severity, source, labels);
    }

    /// What the alert says of itself, by a label or a detail.
    Optional<String> said(String name) {
        return Optional.ofNullable(labels.getOrDefault(name, details.get(name)));
    }

    /// As precise as the database, so that what is sent equals what is read back.
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    IncidentSnapshot snapshot() {
        return new IncidentSnapshot(
                id,
                tenant,
                fingerprint,
                episode,
                rule,
                severity,
                status.isActive() ? "open" : "resolved",
                source,
                summary,
                labels,
                details,
                occurrences,
                openedAt,
                lastSeenAt,
                resolvedAt);
    }

    /// @param priority as the configuration has it now
    IncidentView view(Priority priority) {
        var acknowledgement = acknowledgedAt == null || acknowledgedBy == null || acknowledgedNote == null
                ? null
                : new IncidentView.Acknowledgement(acknowledgedAt, acknowledgedBy, acknowledgedNote);
        return new IncidentView(
                id,
                fingerprint,
                episode,
                rule,
                severity,
                status.code(),
                source,
                summary,
                labels,
                details,
                occurrences,
                openedAt,
                lastSeenAt,
                resolvedAt,
                acknowledgement,
                new IncidentView.Standing(
                        latestSeverity,
                        priority.name(),
                        openedAt.plus(priority.within()),
                        snoozedUntil,
                        heldBy,
                        lastHeardAt));
    }
}
