package io.recloop.monitor.facts;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.ModelPublished;
import jakarta.inject.Singleton;

@Singleton
class PublishedRepository implements PanacheRepositoryBase<PublishedEntity, String> {
    /// Unless a higher generation is there.
    void keep(ModelPublished published) {
        getSession()
                .createNamedMutationQuery(PublishedEntity.KEEP)
                .setParameter("tenant", published.tenant())
                .setParameter("generation", published.generation())
                .setParameter("model", published.modelId())
                .setParameter("at", published.occurredAt())
                .executeUpdate();
    }
}
