package io.recloop.alert.incidents;

import io.recloop.alert.notifications.NotificationPayload.IncidentSnapshot;
import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.Severity;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
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
class Incident {
    static final String OPEN = "open";
    static final String RESOLVED = "resolved";

    @Id
    UUID id;

    String tenant;
    String fingerprint;
    int episode;
    String rule;

    @Convert(converter = SeverityCode.class)
    Severity severity;

    String status;
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

    @SuppressWarnings("NullAway.Init")
    protected Incident() {}

    Incident(AlertRaised raised, int episode) {
        // Deterministic, so that the notifications' ids are too: a rebuilt database notifies receivers of nothing new.
        this.id = UUID.nameUUIDFromBytes("%s/%s/%d"
                .formatted(raised.tenant(), raised.fingerprint(), episode)
                .getBytes(StandardCharsets.UTF_8));
        this.tenant = raised.tenant();
        this.fingerprint = raised.fingerprint();
        this.episode = episode;
        this.rule = raised.rule();
        this.severity = raised.severity();
        this.status = OPEN;
        this.source = raised.source();
        this.summary = StorableText.of(raised.summary());
        this.labels = StorableText.of(raised.labels());
        this.details = StorableText.of(raised.details());
        this.openedAt = stored(raised.occurredAt());
        this.lastSeenAt = openedAt;
        this.occurrences = 1;
    }

    UUID id() {
        return id;
    }

    String fingerprint() {
        return fingerprint;
    }

    boolean isOpen() {
        return status.equals(OPEN);
    }

    GroupState.OpenEpisode openEpisode() {
        return new GroupState.OpenEpisode(severity, lastSeenAt);
    }

    /// @param newer whether its summary and details replace the known ones
    void repeat(AlertRaised raised, boolean newer) {
        occurrences++;
        if (newer) {
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

    void resolve(Instant at) {
        status = RESOLVED;
        resolvedAt = stored(at);
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
                status,
                source,
                summary,
                labels,
                details,
                occurrences,
                openedAt,
                lastSeenAt,
                resolvedAt);
    }

    IncidentView view() {
        var acknowledgement = acknowledgedAt == null || acknowledgedBy == null || acknowledgedNote == null
                ? null
                : new IncidentView.Acknowledgement(acknowledgedAt, acknowledgedBy, acknowledgedNote);
        return new IncidentView(
                id,
                fingerprint,
                episode,
                rule,
                severity,
                status,
                source,
                summary,
                labels,
                details,
                occurrences,
                openedAt,
                lastSeenAt,
                resolvedAt,
                acknowledgement);
    }
}
