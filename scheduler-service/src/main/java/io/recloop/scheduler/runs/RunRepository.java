package io.recloop.scheduler.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.RunEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Singleton
class RunRepository implements PanacheRepositoryBase<PipelineRun, String> {

    /// The row, held to the end of the transaction: events about one run take turns.
    PipelineRun heard(RunEvent event, Instant now) {
        getEntityManager()
                .createNamedQuery(PipelineRun.HEARD)
                .setParameter("run", event.runId())
                .setParameter("tenant", event.tenant())
                .setParameter("pipeline", event.pipeline().code())
                .setParameter("now", now)
                .executeUpdate();
        return findById(event.runId());
    }

    void giveUp(String runId, String why, Instant now) {
        update(
                "status = 'failed', finishedAt = ?1, finishReason = ?2, givenUp = true"
                        + " where runId = ?3 and finishedAt is null",
                now,
                why,
                runId);
    }

    Optional<String> open(String tenant, String pipeline, Instant heardSince) {
        return getEntityManager()
                .createQuery("""
                        select runId from PipelineRun
                        where tenant = :tenant and pipeline = :pipeline and status in ('requested', 'running')
                          and lastHeardAt > :since
                        order by lastHeardAt desc""", String.class)
                .setParameter("tenant", tenant)
                .setParameter("pipeline", pipeline)
                .setParameter("since", heardSince)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /// Newest first.
    List<PipelineRun> list(String tenant, @Nullable String pipeline, @Nullable String status, int limit) {
        var condition = new StringBuilder("tenant = ?1");
        var values = new ArrayList<Object>(List.of(tenant));
        if (pipeline != null) {
            values.add(pipeline);
            condition.append(" and pipeline = ?").append(values.size());
        }
        if (status != null) {
            values.add(status);
            condition.append(" and status = ?").append(values.size());
        }
        condition.append(" order by firstHeardAt desc, runId");
        return find(condition.toString(), values.toArray()).range(0, limit - 1).list();
    }

    Optional<PipelineRun> byId(String tenant, String runId) {
        return find("tenant = ?1 and runId = ?2", tenant, runId).firstResultOptional();
    }

    Optional<PipelineRun> lastOf(String job) {
        return find("job = ?1 order by requestedAt desc", job).firstResultOptional();
    }
}
