package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;

@Singleton
class AlertGroupRepository implements PanacheRepositoryBase<AlertGroup, AlertGroup.Key> {

    /// Held to the end of the transaction. Two statements: the second sees what another replica committed while the
    /// first waited for its lock.
    AlertGroup lock(AlertEvent event) {
        getEntityManager()
                .createNamedQuery(AlertGroup.ENSURE)
                .setParameter("tenant", event.tenant())
                .setParameter("fingerprint", event.fingerprint())
                .executeUpdate();
        return getEntityManager()
                .createNamedQuery(AlertGroup.LOCK, AlertGroup.class)
                .setParameter("tenant", event.tenant())
                .setParameter("fingerprint", event.fingerprint())
                .getSingleResult();
    }
}
