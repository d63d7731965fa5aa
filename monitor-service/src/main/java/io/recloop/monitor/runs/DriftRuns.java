package io.recloop.monitor.runs;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunCancelled;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// `pipeline-runs` to a list of evaluations to be done, each once by its run id.
@Singleton
final class DriftRuns implements TopicEffect<RunEvent>, Retention {
    private static final Duration KEPT = Duration.ofDays(30);

    /// @param startedAt when an evaluation of it was begun first; what it compares ends there
    record Run(String runId, String tenant, Instant requestedAt, Optional<Instant> startedAt) {}

    DriftRuns() {}

    @Override
    public Topic topic() {
        return Topic.PIPELINE_RUNS;
    }

    @Override
    public Class<RunEvent> family() {
        return RunEvent.class;
    }

    @Override
    public void apply(Handle transaction, List<RunEvent> events) {
        for (var event : events) {
            if (event.pipeline() != Pipeline.DRIFT_DETECTION) {
                continue;
            }
            switch (event) {
                case RunRequested requested -> record(transaction, requested, "requested");
                // Finished by this service, perhaps in an earlier life with another database.
                case RunFinished finished -> record(transaction, finished, "finished");
                case RunStarted started -> {}
                case RunProgressed progressed -> {}
                // An evaluation takes seconds: it is done all the same.
                case RunCancelled cancelled -> {}
            }
        }
    }

    private static void record(Handle transaction, RunEvent event, String status) {
        transaction
                .createUpdate("""
                    insert into drift_run (run_id, tenant, requested_at, status)
                    values (:run, :tenant, :at, :status)
                    on conflict (run_id) do update set status = excluded.status
                    where excluded.status = 'finished'\
                    """)
                .bind("run", event.runId())
                .bind("tenant", event.tenant())
                .bind("at", event.occurredAt())
                .bind("status", status)
                .execute();
    }

    /// What is to be done, the oldest request first.
    static List<Run> open(Handle handle) {
        return handle.createQuery("""
            select run_id, tenant, requested_at, started_at from drift_run
            where status in ('requested', 'started') order by requested_at, run_id\
            """)
                .map((rows, context) -> new Run(
                        rows.getString("run_id"),
                        rows.getString("tenant"),
                        rows.getTimestamp("requested_at").toInstant(),
                        Optional.ofNullable(rows.getTimestamp("started_at")).map(java.sql.Timestamp::toInstant)))
                .list();
    }

    /// @return false where another replica was faster
    static boolean start(Handle transaction, Run run, Instant now) {
        return transaction
                        .createUpdate("""
                            update drift_run set status = 'started', started_at = coalesce(started_at, :now)
                            where run_id = :run and status in ('requested', 'started')\
                            """)
                        .bind("now", now)
                        .bind("run", run.runId())
                        .execute()
                == 1;
    }

    /// @return false where it was finished already: whatever else the transaction did must be undone
    static boolean finish(Handle transaction, Run run) {
        return transaction.createUpdate("""
            update drift_run set status = 'finished'
            where run_id = :run and status in ('requested', 'started')\
            """).bind("run", run.runId()).execute() == 1;
    }

    @Override
    public void deleteOld(Handle transaction, Instant now) {
        transaction.execute(
                "delete from drift_run where status = 'finished' and requested_at < ?",
                java.sql.Timestamp.from(now.minus(KEPT)));
    }
}
