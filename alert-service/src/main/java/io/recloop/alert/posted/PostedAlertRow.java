package io.recloop.alert.posted;

import io.recloop.alert.posted.PostedAlert.Span;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/// A posted alert as the table holds it.
@Entity
@DynamicUpdate
@Table(schema = "alert", name = "posted_alert")
@IdClass(PostedAlertRow.Key.class)
@NamedNativeQuery(
        name = PostedAlertRow.TAKE_TURNS,
        query = "select 1 from pg_advisory_xact_lock(hashtextextended('alert.posted_alert/' || :tenant, 0))")
@NamedNativeQuery(name = PostedAlertRow.LOCK, resultClass = PostedAlertRow.class, query = """
                select * from alert.posted_alert where tenant = :tenant and fingerprint in (:fingerprints)
                order by fingerprint for update""")
@NamedNativeQuery(name = PostedAlertRow.RUN_OUT, resultClass = PostedAlertRow.class, query = """
                select * from alert.posted_alert where not ended and ends_at <= :now
                order by ends_at limit :limit for update skip locked""")
@NamedNativeQuery(name = PostedAlertRow.OPEN_INCIDENTS, resultClass = String.class, query = """
                select fingerprint from alert.incident
                where tenant = :tenant and fingerprint in (:fingerprints) and resolved_at is null""")
@NamedNativeQuery(name = PostedAlertRow.NEWEST_INCIDENTS, resultClass = String.class, query = """
                select distinct on (fingerprint) fingerprint || '/' || id from alert.incident
                where tenant = :tenant and fingerprint in (:fingerprints) order by fingerprint, episode desc""")
class PostedAlertRow {
    static final String TAKE_TURNS = "PostedAlertRow.takeTurns";
    static final String LOCK = "PostedAlertRow.lock";
    static final String RUN_OUT = "PostedAlertRow.runOut";
    static final String OPEN_INCIDENTS = "PostedAlertRow.openIncidents";

    static final String NEWEST_INCIDENTS = "PostedAlertRow.newestIncidents";

    record Key(String tenant, String fingerprint) {}

    @Id
    String tenant;

    @Id
    String fingerprint;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> labels;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> annotations;

    String generatorUrl;
    String source;
    Instant startsAt;
    int startsOffset;
    Instant endsAt;
    int endsOffset;
    boolean timedOut;
    Instant updatedAt;
    Instant decidedAt;
    Instant toldAt;
    boolean ended;

    @SuppressWarnings("NullAway.Init")
    protected PostedAlertRow() {}

    PostedAlertRow(String tenant, String fingerprint, PostedAlert alert) {
        this.tenant = tenant;
        this.fingerprint = fingerprint;
        this.decidedAt = Instant.EPOCH;
        this.toldAt = Instant.EPOCH;
        take(alert);
    }

    final void take(PostedAlert alert) {
        labels = alert.labels();
        annotations = alert.annotations();
        generatorUrl = alert.generatorUrl();
        source = alert.source();
        startsAt = alert.span().start();
        startsOffset = alert.span().startsAt().getOffset().getTotalSeconds();
        endsAt = alert.span().end();
        endsOffset = alert.span().endsAt().getOffset().getTotalSeconds();
        timedOut = alert.span().timedOut();
        updatedAt = alert.updatedAt();
    }

    PostedAlert alert() {
        return new PostedAlert(
                labels,
                annotations,
                generatorUrl,
                source,
                new Span(at(startsAt, startsOffset), at(endsAt, endsOffset), timedOut),
                updatedAt);
    }

    private static OffsetDateTime at(Instant time, int offset) {
        return time.atOffset(ZoneOffset.ofTotalSeconds(offset));
    }
}
