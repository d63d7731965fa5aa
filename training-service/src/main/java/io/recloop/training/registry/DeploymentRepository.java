package io.recloop.training.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
class DeploymentRepository implements PanacheRepositoryBase<DeploymentEntity, DeploymentEntity.Key> {
    Optional<DeploymentEntity> newest(String tenant) {
        return find("tenant = ?1 order by generation desc", tenant).firstResultOptional();
    }

    /// Newest first.
    List<Long> generations(String modelId) {
        return find("modelId = ?1 order by generation desc", modelId).stream()
                .map(row -> row.generation)
                .toList();
    }

    /// Oldest first.
    List<DeploymentEntity> unfinished() {
        return list("status = ?1 order by tenant, generation", DeploymentEntity.Status.PUBLISHING);
    }

    /// Until the transaction ends, no other one takes a generation of this tenant.
    long lockHighest(String tenant) {
        getEntityManager()
                .createNamedQuery(DeploymentEntity.LOCK, String.class)
                .setParameter("name", "training.deployments/" + tenant)
                .getSingleResult();
        return newest(tenant).map(row -> row.generation).orElse(0L);
    }

    /// @return false where it was finished before
    boolean finish(Deployment deployment) {
        return update(
                        "status = ?1 where tenant = ?2 and generation = ?3 and status = ?4",
                        DeploymentEntity.Status.PUBLISHED,
                        deployment.tenant(),
                        deployment.generation(),
                        DeploymentEntity.Status.PUBLISHING)
                == 1;
    }
}
