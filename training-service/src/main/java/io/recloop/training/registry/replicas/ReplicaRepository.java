package io.recloop.training.registry.replicas;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

@Singleton
class ReplicaRepository implements PanacheRepositoryBase<ReplicaEntity, ReplicaEntity.Key> {
    /// Unless a later word of the replica is there.
    void keep(String tenant, Replicas.Replica replica) {
        getSession()
                .createNamedMutationQuery(ReplicaEntity.KEEP)
                .setParameter("tenant", tenant)
                .setParameter("instance", replica.instance())
                .setParameter("modelId", replica.modelId(), String.class)
                .setParameter("generation", replica.generation())
                .setParameter("refused", replica.refused(), String.class)
                .setParameter("saidAt", replica.since())
                .executeUpdate();
    }

    List<ReplicaEntity> of(String tenant) {
        return list("tenant = ?1 order by instance", tenant);
    }
}
