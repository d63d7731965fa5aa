package io.recloop.monitor.runs;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.monitor.verdicts.Persistence;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Instant;

/// How often in a row each check has seen effect and evidence; survives restarts.
@Singleton
class CheckStateRepository implements PanacheRepositoryBase<CheckStateEntity, CheckStateEntity.Key> {
    /// Held to the end of the transaction.
    Persistence lock(String tenant, String check) {
        return find("tenant = ?1 and checkName = ?2", tenant, check)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional()
                .map(row -> new Persistence(row.counted, row.lastEnd, row.baseline))
                .orElseGet(() -> Persistence.none(""));
    }

    void keep(String tenant, String check, Persistence persistence) {
        getSession()
                .createNamedMutationQuery(CheckStateEntity.KEEP)
                .setParameter("tenant", tenant)
                .setParameter("check", check)
                .setParameter("baseline", persistence.baseline())
                .setParameter("counted", persistence.counted())
                .setParameter("lastEnd", persistence.lastEnd(), Instant.class)
                .executeUpdate();
    }
}
