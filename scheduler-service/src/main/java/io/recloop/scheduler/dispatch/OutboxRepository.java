package io.recloop.scheduler.dispatch;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
class OutboxRepository implements PanacheRepositoryBase<OutboxEntry, Long> {

    /// Once for each event id, however often it is asked for.
    void append(Topic topic, Event event, String headers, Instant now) {
        getEntityManager()
                .createNamedQuery(OutboxEntry.APPEND)
                .setParameter("event", event.eventId())
                .setParameter("topic", topic.name())
                .setParameter("key", event.key())
                .setParameter("headers", headers)
                .setParameter("value", EventCodec.write(event))
                .setParameter("now", now)
                .executeUpdate();
    }

    /// One relay at a time among all replicas keeps the order. Held to the end of the transaction.
    boolean tryLock(long lock) {
        return getEntityManager()
                .createNamedQuery(OutboxEntry.TRY_LOCK, Boolean.class)
                .setParameter("lock", lock)
                .getSingleResult();
    }

    /// In the order in which they were written.
    List<OutboxEntry> unsent(int limit) {
        return find("sentAt is null order by id").range(0, limit - 1).list();
    }

    long countUnsent() {
        return count("sentAt is null");
    }

    void markSent(List<Long> ids, Instant now) {
        if (!ids.isEmpty()) {
            update("sentAt = ?1 where id in ?2", now, ids);
        }
    }

    void deleteSentBefore(Instant time) {
        delete("sentAt < ?1", time);
    }
}
