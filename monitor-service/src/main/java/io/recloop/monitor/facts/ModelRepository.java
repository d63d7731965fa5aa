package io.recloop.monitor.facts;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.ModelPublished;
import io.recloop.contracts.events.ModelServing;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class ModelRepository implements PanacheRepositoryBase<ModelEntity, ModelEntity.Key> {
    void announce(ModelPublished published) {
        getSession()
                .createNamedMutationQuery(ModelEntity.ANNOUNCE)
                .setParameter("tenant", published.tenant())
                .setParameter("model", published.modelId())
                .setParameter("sha", published.manifestSha256())
                .setParameter("at", published.occurredAt())
                .executeUpdate();
    }

    /// The first replica that serves it counts, in whatever order they say so.
    void serve(ModelServing serving) {
        getSession()
                .createNamedMutationQuery(ModelEntity.SERVE)
                .setParameter("tenant", serving.tenant())
                .setParameter("model", serving.modelId())
                .setParameter("at", serving.occurredAt())
                .executeUpdate();
    }

    /// The model that the replica with the newest generation serves; the published one where no replica has spoken.
    Optional<ModelEntity> inUse(String tenant) {
        return getEntityManager()
                .createNamedQuery(ModelEntity.IN_USE, ModelEntity.class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .findFirst();
    }
}
