package io.recloop.training.registry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;

@Singleton
class OpenAlertRepository implements PanacheRepositoryBase<OpenAlertEntity, String> {
    void raise(String fingerprint, String tenant, String rule, Instant at) {
        getSession()
                .createNamedMutationQuery(OpenAlertEntity.RAISE)
                .setParameter("fingerprint", fingerprint)
                .setParameter("tenant", tenant)
                .setParameter("rule", rule)
                .setParameter("raisedAt", at)
                .executeUpdate();
    }
}
