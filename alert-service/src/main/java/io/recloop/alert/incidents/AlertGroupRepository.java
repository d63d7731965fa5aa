package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

@Singleton
class AlertGroupRepository implements PanacheRepositoryBase<AlertGroup, AlertGroup.Key> {

    /// Held to the end of the transaction. Two statements: the second sees what another replica committed while the
    /// first waited for its lock.
    AlertGroup lock(String tenant, String fingerprint) {
        getEntityManager()
                .createNamedQuery(AlertGroup.ENSURE)
                .setParameter("tenant", tenant)
                .setParameter("fingerprint", fingerprint)
                .executeUpdate();
        return getEntityManager()
                .createNamedQuery(AlertGroup.LOCK, AlertGroup.class)
                .setParameter("tenant", tenant)
                .setParameter("fingerprint", fingerprint)
                .getSingleResult();
    }
}
