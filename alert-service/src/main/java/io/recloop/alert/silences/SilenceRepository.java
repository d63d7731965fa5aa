package io.recloop.alert.silences;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
class SilenceRepository implements PanacheRepositoryBase<SilenceRow, UUID> {

    List<SilenceRow> activeAt(String tenant, Instant at) {
        return find("tenant = ?1 and startsAt <= ?2 and endsAt >= ?2 order by id", tenant, at)
                .list();
    }

    List<SilenceRow> ofTenant(String tenant) {
        return find("tenant = ?1 order by endsAt, id", tenant).list();
    }

    Optional<SilenceRow> byId(String tenant, UUID id) {
        return find("tenant = ?1 and id = ?2", tenant, id).firstResultOptional();
    }

    /// Held to the end of the transaction.
    Optional<SilenceRow> lock(String tenant, UUID id) {
        return getEntityManager()
                .createNamedQuery(SilenceRow.LOCK, SilenceRow.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    int deleteEndedBefore(Instant time) {
        return Math.toIntExact(delete("endsAt < ?1", time));
    }
}
