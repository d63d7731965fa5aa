package io.recloop.monitor.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

@Singleton
@Transactional
class ReadingLeaseRepository implements PanacheRepositoryBase<ReadingLeaseEntity, String> {
    /// Takes a lease that is free, renews the holder's own.
    ///
    /// @return whether it is the holder's now
    boolean take(String name, String holder, Instant now, Duration length) {
        return getSession()
                        .createNamedMutationQuery(ReadingLeaseEntity.TAKE)
                        .setParameter("name", name)
                        .setParameter("holder", holder)
                        .setParameter("until", now.plus(length))
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void release(String name, String holder) {
        delete("name = ?1 and holder = ?2", name, holder);
    }
}
