package io.recloop.monitor.facts;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.ModelRefused;
import io.recloop.contracts.events.ModelServing;
import jakarta.inject.Singleton;
import java.util.List;

/// The newest word of a replica counts, in whatever order they come.
@Singleton
class ReplicaRepository implements PanacheRepositoryBase<ReplicaEntity, ReplicaEntity.Key> {
    void serve(ModelServing serving) {
        getSession()
                .createNamedMutationQuery(ReplicaEntity.SERVE)
                .setParameter("tenant", serving.tenant())
                .setParameter("instance", serving.instance())
                .setParameter("generation", serving.generation())
                .setParameter("model", serving.modelId())
                .setParameter("at", serving.occurredAt())
                .executeUpdate();
    }

    /// It keeps the generation that it had: 0 where it is not known.
    void refuse(ModelRefused refused) {
        getSession()
                .createNamedMutationQuery(ReplicaEntity.REFUSE)
                .setParameter("tenant", refused.tenant())
                .setParameter("instance", refused.instance())
                .setParameter("serving", refused.servingModelId(), String.class)
                .setParameter("refused", refused.modelId())
                .setParameter("generation", refused.generation())
                .setParameter("because", refused.because())
                .setParameter("at", refused.occurredAt())
                .executeUpdate();
    }

    List<String> tenants() {
        return getEntityManager()
                .createQuery("select distinct tenant from ReplicaEntity order by tenant", String.class)
                .getResultList();
    }

    List<ReplicaWord> words(String tenant) {
        return getEntityManager()
                .createQuery(
                        "select r.instance, r.modelId, r.generation, r.because, r.saidAt, p.generation, p.publishedAt"
                                + " from ReplicaEntity r left join PublishedEntity p on p.tenant = r.tenant"
                                + " where r.tenant = :tenant order by r.instance",
                        ReplicaWord.class)
                .setParameter("tenant", tenant)
                .getResultList();
    }
}
