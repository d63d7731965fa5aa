package io.recloop.training.registry.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.Pipeline;
import io.recloop.contracts.events.RunRequested;
import io.recloop.training.registry.RegistryJson;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Singleton
class RunRepository implements PanacheRepositoryBase<RunEntity, String> {
    /// Until the transaction ends, no other one notes a request.
    void lock() {
        getEntityManager().createNamedQuery(RunEntity.LOCK, String.class).getSingleResult();
    }

    /// Whether a request of the same pipeline with a higher token was made no earlier. A lower token alone shows
    /// nothing: jobs of one pipeline count for themselves, and a scheduler that lost its database begins again.
    boolean isOvertaken(RunRequested request) {
        var token = request.fencingToken();
        return token != null
                && count(
                                "tenant = ?1 and pipeline = ?2 and fencingToken > ?3 and requestedAt >= ?4",
                                request.tenant(),
                                request.pipeline(),
                                token,
                                request.occurredAt())
                        > 0;
    }

    /// @param refused why, and when; absent for a run that waits
    /// @return false where the run was known already
    boolean note(RunRequested request, @Nullable Refusal refused) {
        return getSession()
                        .createNamedMutationQuery(RunEntity.NOTE)
                        .setParameter("runId", request.runId())
                        .setParameter("tenant", request.tenant())
                        .setParameter("pipeline", request.pipeline().code())
                        .setParameter("requestedBy", request.requestedBy())
                        .setParameter("requestReason", request.reason())
                        .setParameter("fencingToken", request.fencingToken(), Long.class)
                        .setParameter("parameters", RegistryJson.write(request.parameters()), String.class)
                        .setParameter("status", (refused == null ? Run.Status.REQUESTED : Run.Status.REFUSED).name())
                        .setParameter("requestedAt", request.occurredAt())
                        .setParameter("finishedAt", refused == null ? null : refused.at(), Instant.class)
                        .setParameter("finishReason", refused == null ? null : refused.reason(), String.class)
                        .executeUpdate()
                == 1;
    }

    record Refusal(Instant at, String reason) {}

    Optional<RunEntity> startNext(String executor, Instant at) {
        return getEntityManager()
                .createNamedQuery(RunEntity.START_NEXT, RunEntity.class)
                .setParameter("executor", executor)
                .setParameter("at", at)
                .getResultStream()
                .findFirst();
    }

    List<RunEntity> running() {
        return list("status = ?1 order by position", Run.Status.RUNNING);
    }

    void progressed(String runId, Runs.Progress progress) {
        update(
                "stage = ?1, fraction = ?2, remainingSeconds = ?3, message = ?4 where runId = ?5 and status = ?6",
                progress.stage(),
                progress.fraction(),
                progress.remainingSeconds(),
                progress.message(),
                runId,
                Run.Status.RUNNING);
    }

    /// @return false where it had ended already
    boolean finish(String runId, Run.Finish finish, Instant at) {
        return getSession()
                        .createNamedMutationQuery(RunEntity.FINISH)
                        .setParameter("status", finish.status().name())
                        .setParameter("at", at)
                        .setParameter("reason", finish.reason())
                        .setParameter("modelId", finish.modelId(), String.class)
                        .setParameter("metrics", RegistryJson.write(finish.metrics()), String.class)
                        .setParameter("gate", RegistryJson.write(finish.gate()), String.class)
                        .setParameter("result", RegistryJson.write(finish.result()), String.class)
                        .setParameter("runId", runId)
                        .executeUpdate()
                == 1;
    }

    List<RunEntity> untold() {
        return list(
                "status in ?1 and not told order by position",
                List.of(Run.Status.SUCCEEDED, Run.Status.REFUSED, Run.Status.FAILED));
    }

    void told(String runId) {
        update("told = true where runId = ?1", runId);
    }

    Optional<RunEntity> of(String tenant, String runId) {
        return find("tenant = ?1 and runId = ?2", tenant, runId).firstResultOptional();
    }

    /// Newest first.
    List<RunEntity> newest(String tenant, @Nullable Pipeline pipeline, int limit) {
        var found = pipeline == null
                ? find("tenant = ?1 order by position desc", tenant)
                : find("tenant = ?1 and pipeline = ?2 order by position desc", tenant, pipeline);
        return found.page(0, limit).list();
    }
}
