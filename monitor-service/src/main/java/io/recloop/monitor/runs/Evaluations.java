package io.recloop.monitor.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.EventCodec;
import io.recloop.monitor.ingest.Retention;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Evaluations that were made.
@Singleton
public final class Evaluations implements Retention {
    private static final Duration KEPT = Duration.ofDays(90);

    private final Jdbi jdbi;

    Evaluations(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    static void add(Handle transaction, DriftEvaluated evaluated) {
        try {
            transaction
                    .createUpdate("""
                        insert into evaluation (event_id, tenant, evaluated_at, verdict, event)
                        values (:id, :tenant, :at, :verdict, cast(:event as jsonb))
                        on conflict do nothing\
                        """)
                    .bind("id", evaluated.eventId())
                    .bind("tenant", evaluated.tenant())
                    .bind("at", evaluated.occurredAt())
                    .bind("verdict", evaluated.verdict().code())
                    .bind("event", EventCodec.JSON.writeValueAsString(evaluated))
                    .execute();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The newest first.
    public List<DriftEvaluated> newest(String tenant, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select event from evaluation where tenant = :tenant
            order by evaluated_at desc, event_id limit :limit\
            """)
                .bind("tenant", tenant)
                .bind("limit", limit)
                .mapTo(String.class)
                .map(Evaluations::read)
                .list());
    }

    private static DriftEvaluated read(String json) {
        try {
            return EventCodec.JSON.readValue(json, DriftEvaluated.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void deleteOld(Handle transaction, Instant now) {
        transaction.execute("delete from evaluation where evaluated_at < ?", java.sql.Timestamp.from(now.minus(KEPT)));
    }
}
