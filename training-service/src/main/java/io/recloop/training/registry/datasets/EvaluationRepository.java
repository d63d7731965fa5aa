package io.recloop.training.registry.datasets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.training.registry.RegistryJson;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class EvaluationRepository implements PanacheRepositoryBase<EvaluationEntity, String> {
    void add(String tenant, Evaluations.Evaluated evaluated) {
        getSession()
                .createNamedMutationQuery(EvaluationEntity.ADD)
                .setParameter("runId", evaluated.runId())
                .setParameter("tenant", tenant)
                .setParameter("modelId", evaluated.modelId())
                .setParameter("datasetVersion", evaluated.datasetVersion())
                .setParameter("slice", evaluated.slice())
                .setParameter("metrics", RegistryJson.write(evaluated.metrics()), String.class)
                .setParameter("evaluatedAt", evaluated.evaluatedAt())
                .executeUpdate();
    }

    /// Newest first.
    List<EvaluationEntity> of(String tenant, String modelId) {
        return list("tenant = ?1 and modelId = ?2 order by evaluatedAt desc", tenant, modelId);
    }
}
