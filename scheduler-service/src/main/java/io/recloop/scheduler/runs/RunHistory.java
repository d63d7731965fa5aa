package io.recloop.scheduler.runs;

import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunEvent;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import io.recloop.contracts.events.RunStatus;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// What is known of every run. Each event leaves the same row however often and in whatever order it comes.
/// Thread-safe.
@Singleton
public final class RunHistory {
    private final Jdbi jdbi;
    private final Clock clock;

    public RunHistory(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /// In the caller's transaction.
    public void record(Handle handle, RunEvent event) {
        handle.createUpdate("""
                        insert into scheduler.run (run_id, tenant, pipeline, status, first_heard_at, last_heard_at)
                        values (:run, :tenant, :pipeline, 'requested', :now, :now)
                        on conflict (run_id) do update set last_heard_at = :now""")
                .bind("run", event.runId())
                .bind("tenant", event.tenant())
                .bind("pipeline", event.pipeline().code())
                .bind("now", clock.instant())
                .execute();
        switch (event) {
            case RunRequested requested -> requested(handle, requested);
            case RunStarted started -> started(handle, started);
            case RunProgressed progressed -> progressed(handle, progressed);
            case RunFinished finished -> finished(handle, finished);
        }
    }

    /// Notes which job a run belongs to.
    public void belongsTo(Handle handle, String runId, String job) {
        handle.createUpdate("update scheduler.run set job = :job where run_id = :run")
                .bind("job", job)
                .bind("run", runId)
                .execute();
    }

    /// Counts the run as failed until its executor says otherwise.
    public void giveUp(Handle handle, String runId, String why) {
        handle.createUpdate("""
                        update scheduler.run
                        set status = 'failed', finished_at = :now, finish_reason = :why, given_up = true
                        where run_id = :run and finished_at is null""")
                .bind("now", clock.instant())
                .bind("why", why)
                .bind("run", runId)
                .execute();
    }

    /// A run that has not been heard of for `silence` is not waited for.
    public Optional<String> openRun(Handle handle, String tenant, Pipeline pipeline, Duration silence) {
        return handle.createQuery("""
                        select run_id from scheduler.run
                        where tenant = :tenant and pipeline = :pipeline and status in ('requested', 'running')
                          and last_heard_at > :since
                        order by last_heard_at desc limit 1""")
                .bind("tenant", tenant)
                .bind("pipeline", pipeline.code())
                .bind("since", clock.instant().minus(silence))
                .mapTo(String.class)
                .findOne();
    }

    /// Newest first.
    public RunView.Page list(String tenant, @Nullable String pipeline, @Nullable String status, int limit) {
        return jdbi.withHandle(handle -> new RunView.Page(
                handle.createQuery("""
                                select * from scheduler.run
                                where tenant = :tenant and (cast(:pipeline as text) is null or pipeline = :pipeline)
                                  and (cast(:status as text) is null or status = :status)
                                order by first_heard_at desc, run_id limit :limit""")
                        .bind("tenant", tenant)
                        .bind("pipeline", pipeline)
                        .bind("status", status)
                        .bind("limit", limit)
                        .map((row, context) -> Rows.run(row))
                        .list(),
                limit));
    }

    public Optional<RunView> find(String tenant, String runId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from scheduler.run where tenant = :tenant and run_id = :run")
                        .bind("tenant", tenant)
                        .bind("run", runId)
                        .map((row, context) -> Rows.run(row))
                        .findOne());
    }

    public Optional<RunView> lastOf(String job) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from scheduler.run where job = :job order by requested_at desc limit 1")
                .bind("job", job)
                .map((row, context) -> Rows.run(row))
                .findOne());
    }

    public void forgetBefore(Handle handle, Instant time) {
        handle.createUpdate("delete from scheduler.run where last_heard_at < :time")
                .bind("time", time)
                .execute();
    }

    private static void requested(Handle handle, RunRequested event) {
        handle.createUpdate("""
                        update scheduler.run
                        set requested_by = :by, reason = :reason, slot = :slot, fencing_token = :token,
                            parameters = cast(:parameters as jsonb), requested_at = :at
                        where run_id = :run and requested_at is null""")
                .bind("by", event.requestedBy())
                .bind("reason", Rows.storable(event.reason()))
                .bind("slot", event.slot())
                .bind("token", event.fencingToken())
                .bind("parameters", Rows.json(event.parameters()))
                .bind("at", event.occurredAt())
                .bind("run", event.runId())
                .execute();
    }

    private static void started(Handle handle, RunStarted event) {
        handle.createUpdate("""
                        update scheduler.run
                        set started_at = :at, executor = :executor,
                            status = case status when 'requested' then 'running' else status end
                        where run_id = :run and started_at is null""")
                .bind("at", event.occurredAt())
                .bind("executor", event.executor())
                .bind("run", event.runId())
                .execute();
    }

    private static void progressed(Handle handle, RunProgressed event) {
        handle.createUpdate("""
                        update scheduler.run
                        set stage = :stage, fraction = :fraction, remaining_seconds = :remaining, message = :message,
                            metrics = cast(:metrics as jsonb), progressed_at = :at,
                            status = case status when 'requested' then 'running' else status end
                        where run_id = :run and (progressed_at is null or progressed_at <= :at)""")
                .bind("stage", event.stage())
                .bind("fraction", event.fraction())
                .bind("remaining", event.remainingSeconds())
                .bind("message", Rows.storable(event.message()))
                .bind("metrics", Rows.json(event.metrics()))
                .bind("at", event.occurredAt())
                .bind("run", event.runId())
                .execute();
    }

    /// The executor's word is the last one; only our own giving up is taken back by it.
    private static void finished(Handle handle, RunFinished event) {
        handle.createUpdate("""
                        update scheduler.run
                        set status = :status, finished_at = :at, finish_reason = :reason,
                            result = cast(:result as jsonb), given_up = false
                        where run_id = :run and (finished_at is null or given_up)""")
                .bind("status", code(event.status()))
                .bind("at", event.occurredAt())
                .bind("reason", Rows.storable(event.reason()))
                .bind("result", Rows.json(event.result()))
                .bind("run", event.runId())
                .execute();
    }

    private static String code(RunStatus status) {
        return status.code();
    }
}
