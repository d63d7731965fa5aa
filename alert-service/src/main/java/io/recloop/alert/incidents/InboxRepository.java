package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;
import java.time.Instant;

@Singleton
class InboxRepository implements PanacheRepositoryBase<InboxEntry, String> {

    /// Of two replicas with the same event the second waits here for the first to commit, and then knows.
    ///
    /// @return false when the event has taken effect before
    boolean accept(AlertEvent event, Instant now) {
        return getEntityManager()
                        .createNamedQuery(InboxEntry.ACCEPT)
                        .setParameter("event", event.eventId())
                        .setParameter("tenant", event.tenant())
                        .setParameter("fingerprint", event.fingerprint())
                        .setParameter("occurred", event.occurredAt())
                        .setParameter("now", now)
                        .executeUpdate()
                == 1;
    }

    void noteEffect(AlertEvent event, Effect effect) {
        update("effect = ?1 where eventId = ?2", effect.name(), event.eventId());
    }

    /// @return how many
    int deleteReceivedBefore(Instant time) {
        return Math.toIntExact(delete("receivedAt < ?1", time));
    }
}
