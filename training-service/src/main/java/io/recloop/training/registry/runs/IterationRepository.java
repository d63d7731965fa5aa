package io.recloop.training.registry.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class IterationRepository implements PanacheRepositoryBase<IterationEntity, IterationEntity.Key> {
    void add(String runId, Run.Iteration iteration) {
        getSession()
                .createNamedMutationQuery(IterationEntity.ADD)
                .setParameter("runId", runId)
                .setParameter("phase", iteration.phase())
                .setParameter("algorithm", iteration.algorithm())
                .setParameter("iteration", iteration.iteration())
                .setParameter("loss", iteration.loss())
                .setParameter("validation", iteration.validation(), Double.class)
                .setParameter("seconds", iteration.seconds())
                .executeUpdate();
    }

    /// In the order in which a run has its phases.
    List<Run.Iteration> of(String runId) {
        return find("""
                runId = ?1
                order by case phase when 'select' then 1 when 'train' then 2 when 'incumbent' then 3 else 4 end,
                    algorithm, iteration
                """, runId).stream().map(IterationEntity::value).toList();
    }
}
