package io.recloop.scheduler.runs;

import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.RunFinished;
import io.recloop.contracts.events.RunProgressed;
import io.recloop.contracts.events.RunRequested;
import io.recloop.contracts.events.RunStarted;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A run that was heard of, of any requester. Each event leaves the same row however often and in whatever order
/// it comes: what is known already is not overwritten.
@Entity
@DynamicUpdate
@Table(schema = "scheduler", name = "run")
@NamedNativeQuery(name = PipelineRun.HEARD, query = """
    insert into scheduler.run (run_id, tenant, pipeline, status, first_heard_at, last_heard_at)
    values (:run, :tenant, :pipeline, 'requested', :now, :now)
    on conflict (run_id) do update set last_heard_at = :now""")
class PipelineRun {
    static final String HEARD = "PipelineRun.heard";

    @Id
    String runId;

    String tenant;
    String pipeline;
    String status;

    @Nullable
    String requestedBy;

    @Nullable
    String reason;

    @Nullable
    String job;

    @Nullable
    Instant slot;

    @Nullable
    Long fencingToken;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> parameters;

    @Nullable
    Instant requestedAt;

    @Nullable
    Instant startedAt;

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

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Double> metrics;

    @Nullable
    Instant progressedAt;

    @Nullable
    Instant finishedAt;

    @Nullable
    String finishReason;

    boolean givenUp;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> result;

    Instant firstHeardAt;
    Instant lastHeardAt;

    @SuppressWarnings("NullAway.Init")
    protected PipelineRun() {}

    void requested(RunRequested event) {
        if (requestedAt != null) {
            return;
        }
        requestedBy = event.requestedBy();
        reason = storable(event.reason());
        slot = event.slot() == null ? null : stored(event.slot());
        fencingToken = event.fencingToken();
        parameters = event.parameters();
        requestedAt = stored(event.occurredAt());
    }

    void started(RunStarted event) {
        if (startedAt != null) {
            return;
        }
        startedAt = stored(event.occurredAt());
        executor = event.executor();
        running();
    }

    void progressed(RunProgressed event) {
        var at = stored(event.occurredAt());
        if (progressedAt != null && progressedAt.isAfter(at)) {
            return;
        }
        stage = event.stage();
        fraction = event.fraction();
        remainingSeconds = event.remainingSeconds();
        message = storable(event.message());
        metrics = event.metrics();
        progressedAt = at;
        running();
    }

    /// The executor's word is the last one; only our own giving up is taken back by it.
    void finished(RunFinished event) {
        if (finishedAt != null && !givenUp) {
            return;
        }
        status = event.status().code();
        finishedAt = stored(event.occurredAt());
        finishReason = storable(event.reason());
        result = event.result();
        givenUp = false;
    }

    boolean hasStarted() {
        return startedAt != null || progressedAt != null;
    }

    void belongsTo(String owner) {
        job = owner;
    }

    private void running() {
        if (status.equals("requested")) {
            status = "running";
        }
    }

    RunView view() {
        return new RunView(
                runId,
                pipeline,
                status,
                requestedBy,
                reason,
                job,
                slot,
                fencingToken,
                parameters,
                requestedAt,
                startedAt,
                executor,
                progress(),
                finishedAt,
                finishReason,
                result);
    }

    private RunView.@Nullable Progress progress() {
        if (progressedAt == null || stage == null || message == null) {
            return null;
        }
        return new RunView.Progress(
                stage, fraction == null ? 0 : fraction, remainingSeconds, message, metrics, progressedAt);
    }

    /// As precise as the database.
    private static Instant stored(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /// With a replacement for what PostgreSQL does not store.
    private static String storable(String text) {
        return StorableText.of(text);
    }
}
