package io.recloop.scheduler.remediation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements about decisions.
final class RemediationRows {
    private RemediationRows() {}

    static boolean exists(Handle handle, String driftEventId) {
        return handle.createQuery("select exists (select 1 from scheduler.remediation where drift_event_id = :id)")
                .bind("id", driftEventId)
                .mapTo(Boolean.class)
                .one();
    }

    static void insert(Handle handle, RemediationView made, String tenant) {
        handle.createUpdate("""
                        insert into scheduler.remediation (drift_event_id, tenant, decision, reason, explanation, job,
                                                           run_id, drift_summary, drift_at, decided_at)
                        values (:id, :tenant, :decision, :reason, :explanation, :job, :run, :summary, :drift, :decided)""")
                .bind("id", made.driftEventId())
                .bind("tenant", tenant)
                .bind("decision", made.decision())
                .bind("reason", made.reason())
                .bind("explanation", made.explanation())
                .bind("job", made.job())
                .bind("run", made.runId())
                .bind("summary", made.driftSummary())
                .bind("drift", made.driftAt())
                .bind("decided", made.decidedAt())
                .execute();
    }

    static Optional<Instant> lastRequest(Handle handle, String tenant) {
        return handle.createQuery("""
                        select max(decided_at) as at from scheduler.remediation
                        where tenant = :tenant and decision = 'REQUESTED'""")
                .bind("tenant", tenant)
                .map((row, context) -> Optional.ofNullable(row.getObject("at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .one();
    }

    static int requestsSince(Handle handle, String tenant, Instant since) {
        return handle.createQuery("""
                        select count(*) from scheduler.remediation
                        where tenant = :tenant and decision = 'REQUESTED' and decided_at > :since""")
                .bind("tenant", tenant)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }

    static boolean exhaustedSinceLastRequest(Handle handle, String tenant) {
        return handle.createQuery("""
                        select exists (
                            select 1 from scheduler.remediation e
                            where e.tenant = :tenant and e.reason = 'BUDGET'
                              and not exists (select 1 from scheduler.remediation r
                                              where r.tenant = e.tenant and r.decision = 'REQUESTED'
                                                and r.decided_at >= e.decided_at))""")
                .bind("tenant", tenant)
                .mapTo(Boolean.class)
                .one();
    }

    static List<RemediationView> list(Handle handle, String tenant, int limit) {
        return handle.createQuery("""
                        select * from scheduler.remediation where tenant = :tenant
                        order by decided_at desc, drift_event_id limit :limit""")
                .bind("tenant", tenant)
                .bind("limit", limit)
                .map((row, context) -> new RemediationView(
                        row.getString("drift_event_id"),
                        row.getString("decision"),
                        row.getString("reason"),
                        row.getString("explanation"),
                        row.getString("job"),
                        row.getString("run_id"),
                        row.getString("drift_summary"),
                        row.getObject("drift_at", OffsetDateTime.class).toInstant(),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
