package io.recloop.training.registry.runs;

import io.recloop.contracts.events.Pipeline;
import io.recloop.training.registry.Judgement;
import io.recloop.training.registry.Quality;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "runs", schema = "training")
@NamedNativeQuery(
        name = RunEntity.LOCK,
        resultClass = String.class,
        query = "select cast(pg_advisory_xact_lock(hashtext('training.runs')) as text)")
@NamedNativeQuery(name = RunEntity.NOTE, query = """
        insert into training.runs (run_id, tenant, pipeline, requested_by, request_reason, fencing_token, parameters,
            status, requested_at, finished_at, finish_reason)
        values (:runId, :tenant, :pipeline, :requestedBy, :requestReason, :fencingToken, cast(:parameters as jsonb),
            :status, :requestedAt, :finishedAt, :finishReason)
        on conflict (run_id) do nothing
        """)
@NamedNativeQuery(name = RunEntity.START_NEXT, resultClass = RunEntity.class, query = """
        update training.runs set status = 'RUNNING', executor = :executor, started_at = :at
        where run_id = (select run_id from training.runs where status = 'REQUESTED'
                        order by position limit 1 for update skip locked)
        returning *
        """)
@NamedNativeQuery(name = RunEntity.FINISH, query = """
        update training.runs set status = :status, finished_at = :at, finish_reason = :reason, model_id = :modelId,
            metrics = cast(:metrics as jsonb), gate = cast(:gate as jsonb), result = cast(:result as jsonb),
            remaining_seconds = null
        where run_id = :runId and status in ('REQUESTED', 'RUNNING')
        """)
@SuppressWarnings("NullAway.Init")
class RunEntity {
    static final String LOCK = "RunEntity.lock";
    static final String NOTE = "RunEntity.note";
    static final String START_NEXT = "RunEntity.startNext";
    static final String FINISH = "RunEntity.finish";

    @Id
    String runId;

    @Column(insertable = false, updatable = false)
    long position;

    String tenant;
    Pipeline pipeline;
    String requestedBy;
    String requestReason;

    @Nullable
    Long fencingToken;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> parameters;

    @Enumerated(EnumType.STRING)
    Run.Status status;

    @Nullable
    String executor;

    @Nullable
    String stage;

    @Nullable
    Double fraction;

    @Nullable
    Double remainingSeconds;

    @Nullable
    String message;

    Instant requestedAt;

    @Nullable
    Instant startedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    String modelId;

    @Nullable
    String finishReason;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable
    Quality metrics;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable
    Judgement gate;

    @JdbcTypeCode(SqlTypes.JSON)
    @Nullable
    Map<String, String> result;

    /// Whether the broker has acknowledged what became of the run.
    boolean told;

    Run run() {
        var ended = result;
        return new Run(
                runId,
                tenant,
                pipeline,
                status,
                requestedBy,
                requestReason,
                parameters,
                executor,
                stage,
                fraction,
                remainingSeconds,
                message,
                requestedAt,
                startedAt,
                finishedAt,
                modelId,
                finishReason,
                metrics,
                gate,
                ended == null ? Map.of() : ended,
                fencingToken != null);
    }
}
