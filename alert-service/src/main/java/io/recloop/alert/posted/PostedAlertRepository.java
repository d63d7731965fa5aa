package io.recloop.alert.posted;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@Singleton
class PostedAlertRepository implements PanacheRepositoryBase<PostedAlertRow, PostedAlertRow.Key> {

    /// Posts of one tenant take turns to the end of their transactions: two senders of the same alerts, in whatever
    /// order, neither make two of one nor wait for each other in a circle.
    void takeTurns(String tenant) {
        getEntityManager()
                .createNamedQuery(PostedAlertRow.TAKE_TURNS)
                .setParameter("tenant", tenant)
                .getResultList();
    }

    List<PostedAlertRow> lock(String tenant, Collection<String> fingerprints) {
        return getEntityManager()
                .createNamedQuery(PostedAlertRow.LOCK, PostedAlertRow.class)
                .setParameter("tenant", tenant)
                .setParameter("fingerprints", fingerprints)
                .getResultList();
    }

    /// Which of them have an incident that is not over.
    Set<String> open(String tenant, Collection<String> fingerprints) {
        return new HashSet<>(getEntityManager()
                .createNamedQuery(PostedAlertRow.OPEN_INCIDENTS, String.class)
                .setParameter("tenant", tenant)
                .setParameter("fingerprints", fingerprints)
                .getResultList());
    }

    /// The newest incident of each, by fingerprint.
    Map<String, UUID> incidents(String tenant, Collection<String> fingerprints) {
        var incidents = new HashMap<String, UUID>();
        getEntityManager()
                .createNamedQuery(PostedAlertRow.NEWEST_INCIDENTS, String.class)
                .setParameter("tenant", tenant)
                .setParameter("fingerprints", fingerprints)
                .getResultList()
                .forEach(pair -> {
                    int slash = pair.indexOf('/');
                    incidents.put(pair.substring(0, slash), UUID.fromString(pair.substring(slash + 1)));
                });
        return incidents;
    }

    /// What another replica is at is left to it.
    List<PostedAlertRow> lockRunOut(Instant now, int limit) {
        return getEntityManager()
                .createNamedQuery(PostedAlertRow.RUN_OUT, PostedAlertRow.class)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList();
    }

    List<PostedAlertRow> firing(String tenant, Instant now) {
        return find("tenant = ?1 and endsAt > ?2", tenant, now).list();
    }

    int deleteEndedBefore(Instant time) {
        return Math.toIntExact(delete("ended and endsAt < ?1 and updatedAt < ?1", time));
    }
}
