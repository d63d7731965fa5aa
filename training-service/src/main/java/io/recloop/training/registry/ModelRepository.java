package io.recloop.training.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@Singleton
class ModelRepository implements PanacheRepositoryBase<ModelEntity, String> {
    Optional<ModelEntity> of(String tenant, String modelId) {
        return find("tenant = ?1 and modelId = ?2", tenant, modelId).firstResultOptional();
    }

    /// Newest first.
    List<ModelEntity> newest(String tenant, int limit) {
        return find("tenant = ?1 order by createdAt desc, modelId", tenant)
                .page(0, limit)
                .list();
    }

    /// The model of the newest announcement that the broker acknowledged.
    Optional<ModelEntity> incumbent(String tenant) {
        return find("""
                select m from DeploymentEntity d join ModelEntity m on m.modelId = d.modelId
                where d.tenant = ?1 and d.status = ?2 order by d.generation desc
                """, tenant, DeploymentEntity.Status.PUBLISHED).firstResultOptional();
    }

    Optional<ModelEntity> ofRun(String runId) {
        return find("runId", runId).firstResultOptional();
    }

    List<ModelEntity> neverAnnounced() {
        return getEntityManager()
                .createNamedQuery(ModelEntity.NEVER_ANNOUNCED, ModelEntity.class)
                .getResultList();
    }

    /// @return the ids of the models that were superseded
    List<String> supersede(Deployment deployment, Instant at) {
        return getEntityManager()
                .createNamedQuery(ModelEntity.SUPERSEDE, String.class)
                .setParameter("tenant", deployment.tenant())
                .setParameter("modelId", deployment.modelId())
                .setParameter("at", at)
                .getResultList();
    }

    void become(String modelId, Model.Status status, String reason, Instant at) {
        update("status = ?1, reason = ?2, changedAt = ?3 where modelId = ?4", status, reason, at, modelId);
    }
}
