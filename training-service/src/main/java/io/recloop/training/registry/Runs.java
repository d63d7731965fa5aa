package io.recloop.training.registry;

import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The runs, in the order in which they were asked for. Thread-safe.
@Singleton
public final class Runs {
    private final Jdbi database;
    private final Clock clock;

    @Inject
    public Runs(Jdbi database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Notes a request once, however often it is delivered.
    ///
    /// @return false where the run was known already
    public boolean note(RunRequested request) {
        return database.inTransaction(handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('training.runs'))");
            var token = request.fencingToken();
            boolean stale = token != null
                    && handle.createQuery("""
                                    select coalesce(max(fencing_token), 0) from training.runs
                                    where tenant = :tenant and pipeline = :pipeline and requested_by = :by
                                    """)
                                    .bind("tenant", request.tenant())
                                    .bind("pipeline", request.pipeline().code())
                                    .bind("by", request.requestedBy())
                                    .mapTo(Long.class)
                                    .one()
                            > token;
            return handle.createUpdate("""
                                    insert into training.runs (run_id, tenant, pipeline, requested_by, request_reason,
                                        fencing_token, parameters, status, requested_at, finished_at, finish_reason)
                                    values (:id, :tenant, :pipeline, :by, :reason, :token, cast(:parameters as jsonb),
                                        :status, :at, :finished, :finish)
                                    on conflict (run_id) do nothing
                                    """)
                            .bind("id", request.runId())
                            .bind("tenant", request.tenant())
                            .bind("pipeline", request.pipeline().code())
                            .bind("by", request.requestedBy())
                            .bind("reason", request.reason())
                            .bind("token", token)
                            .bind("parameters", Document.write(request.parameters()))
                            .bind("status", (stale ? Run.Status.REFUSED : Run.Status.REQUESTED).name())
                            .bind("at", Document.utc(request.occurredAt()))
                            .bind("finished", stale ? Document.utc(clock.instant()) : null)
                            .bind(
                                    "finish",
                                    stale
                                            ? "refused: fencing token %d is lower than one seen before: who asked had been replaced"
                                                    .formatted(token)
                                            : null)
                            .execute()
                    == 1;
        });
    }

    /// Makes the oldest waiting run a running one.
    public Optional<Run> startNext(String executor) {
        return database.withHandle(handle -> handle.createQuery("""
                        update training.runs set status = 'RUNNING', executor = :executor, started_at = :at
                        where run_id = (select run_id from training.runs where status = 'REQUESTED'
                                        order by position limit 1 for update skip locked)
                        returning *
                        """)
                .bind("executor", executor)
                .bind("at", Document.utc(clock.instant()))
                .map((row, context) -> run(row))
                .findOne());
    }

    /// Runs that nobody executes although they are marked so: to be called by who holds the executor's
    /// lease only.
    public List<Run> running() {
        return database.withHandle(
                handle -> handle.createQuery("select * from training.runs where status = 'RUNNING' order by position")
                        .map((row, context) -> run(row))
                        .list());
    }

    /// How far a run is.
    public record Progress(
            String stage, double fraction, @Nullable Double remainingSeconds, String message) {}

    public void progressed(String runId, Progress progress) {
        database.useHandle(handle -> handle.createUpdate("""
                        update training.runs set stage = :stage, fraction = :fraction, remaining_seconds = :remaining,
                            message = :message
                        where run_id = :id and status = 'RUNNING'
                        """)
                .bind("stage", progress.stage())
                .bind("fraction", progress.fraction())
                .bind("remaining", progress.remainingSeconds())
                .bind("message", progress.message())
                .bind("id", runId)
                .execute());
    }

    public void iterated(String runId, Run.Iteration iteration) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.iterations
                            (run_id, phase, algorithm, iteration, loss, validation, seconds)
                        values (:id, :phase, :algorithm, :iteration, :loss, :validation, :seconds)
                        on conflict do nothing
                        """)
                .bind("id", runId)
                .bind("phase", iteration.phase())
                .bind("algorithm", iteration.algorithm())
                .bind("validation", iteration.validation())
                .bind("iteration", iteration.iteration())
                .bind("loss", iteration.loss())
                .bind("seconds", iteration.seconds())
                .execute());
    }

    /// @return false where it had ended already
    public boolean finish(String runId, Run.Finish finish) {
        return database.withHandle(handle -> handle.createUpdate("""
                                update training.runs set status = :status, finished_at = :at, finish_reason = :reason,
                                    model_id = :model, metrics = cast(:metrics as jsonb), gate = cast(:gate as jsonb),
                                    result = cast(:result as jsonb), remaining_seconds = null
                                where run_id = :id and status in ('REQUESTED', 'RUNNING')
                                """)
                        .bind("status", finish.status().name())
                        .bind("at", Document.utc(clock.instant()))
                        .bind("reason", finish.reason())
                        .bind("model", finish.modelId())
                        .bind("metrics", finish.metrics() == null ? null : Document.write(finish.metrics()))
                        .bind("gate", finish.gate() == null ? null : Document.write(finish.gate()))
                        .bind("result", Document.write(finish.result()))
                        .bind("id", runId)
                        .execute()
                == 1);
    }

    /// Ended, and the topic does not say so yet.
    public List<Run> untold() {
        return database.withHandle(handle ->
                handle.createQuery("""
                        select * from training.runs
                        where status in ('SUCCEEDED', 'REFUSED', 'FAILED') and not told order by position
                        """).map((row, context) -> run(row)).list());
    }

    public void told(String runId) {
        database.useHandle(handle -> handle.execute("update training.runs set told = true where run_id = ?", runId));
    }

    public Optional<Run.WithIterations> find(String tenant, String runId) {
        return database.withHandle(
                handle -> handle.createQuery("select * from training.runs where tenant = :tenant and run_id = :id")
                        .bind("tenant", tenant)
                        .bind("id", runId)
                        .map((row, context) -> run(row))
                        .findOne()
                        .map(run -> new Run.WithIterations(
                                run,
                                handle.createQuery("""
                                        select * from training.iterations where run_id = :id
                                        order by array_position(array['select', 'train', 'incumbent', 'refit'], phase),
                                            algorithm, iteration
                                        """)
                                        .bind("id", runId)
                                        .map((row, context) -> new Run.Iteration(
                                                row.getString("phase"),
                                                row.getString("algorithm"),
                                                row.getInt("iteration"),
                                                row.getDouble("loss"),
                                                Document.numberOrNull(row, "validation"),
                                                row.getDouble("seconds")))
                                        .list())));
    }

    /// Newest first.
    ///
    /// @param pipeline of which; absent: of all
    public List<Run> newest(String tenant, @Nullable Pipeline pipeline, int limit) {
        return database.withHandle(handle -> handle.createQuery("""
                        select * from training.runs
                        where tenant = :tenant and (cast(:pipeline as text) is null or pipeline = :pipeline)
                        order by position desc limit :n
                        """)
                .bind("tenant", tenant)
                .bind("pipeline", pipeline == null ? null : pipeline.code())
                .bind("n", limit)
                .map((row, context) -> run(row))
                .list());
    }

    private static Pipeline pipeline(String code) {
        for (var pipeline : Pipeline.values()) {
            if (pipeline.code().equals(code)) {
                return pipeline;
            }
        }
        throw new IllegalStateException("the registry has a run of an unknown pipeline " + code);
    }

    private static Run run(ResultSet row) throws SQLException {
        var result = row.getString("result");
        return new Run(
                row.getString("run_id"),
                row.getString("tenant"),
                pipeline(row.getString("pipeline")),
                Run.Status.valueOf(row.getString("status")),
                row.getString("requested_by"),
                row.getString("request_reason"),
                Document.read(row.getString("parameters"), Document.TEXTS),
                row.getString("executor"),
                row.getString("stage"),
                Document.numberOrNull(row, "fraction"),
                Document.numberOrNull(row, "remaining_seconds"),
                row.getString("message"),
                Document.time(row, "requested_at"),
                Document.timeOrNull(row, "started_at"),
                Document.timeOrNull(row, "finished_at"),
                row.getString("model_id"),
                row.getString("finish_reason"),
                Document.orNull(row.getString("metrics"), Quality.class),
                Document.orNull(row.getString("gate"), Judgement.class),
                result == null ? Map.of() : Document.read(result, Document.TEXTS));
    }
}
