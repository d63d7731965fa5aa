package io.recloop.alert.incidents;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.contracts.events.AlertEvent;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

@Singleton
class InboxRepository implements PanacheRepositoryBase<InboxEntry, String> {

    /// Of two replicas with the same event the second waits here for the first to commit, and then knows.
    ///
    /// @return the ids of those that have not taken effect before
    Set<String> accept(List<AlertEvent> events, Instant now) {
        var rows = events.stream()
                .map(event -> Map.of(
                        "event_id", event.eventId(),
                        "tenant", event.tenant(),
                        "fingerprint", event.fingerprint(),
                        "occurred", event.occurredAt().toString()))
                .toList();
        return new HashSet<>(getEntityManager()
                .createNamedQuery(InboxEntry.ACCEPT, String.class)
                .setParameter("events", AlertGroupRepository.json(rows))
                .setParameter("now", now)
                .getResultList());
    }

    void noteEffects(Map<String, Effect> effects) {
        var rows = effects.entrySet().stream()
                .map(entry -> Map.of(
                        "event_id", entry.getKey(), "effect", entry.getValue().name()))
                .toList();
        getEntityManager()
                .createNamedQuery(InboxEntry.NOTE)
                .setParameter("effects", AlertGroupRepository.json(rows))
                .executeUpdate();
    }

    /// @return how many
    int deleteReceivedBefore(Instant time) {
        return Math.toIntExact(delete("receivedAt < ?1", time));
    }
}
