package io.recloop.alert.notifications;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.alert.routing.Routes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
class NotificationRepository implements PanacheRepositoryBase<Notification, UUID> {

    /// Once for each (incident, episode, reason, channel), however often it is asked for.
    void enqueue(UUID id, NotificationPayload.IncidentSnapshot incident, String reason, String channel, Text text) {
        getEntityManager()
                .createNamedQuery(Notification.ENQUEUE)
                .setParameter("id", id)
                .setParameter("tenant", incident.tenant())
                .setParameter("incident", incident.incidentId())
                .setParameter("episode", incident.episode())
                .setParameter("reason", reason)
                .setParameter("channel", channel)
                .setParameter("severity", incident.severity().code())
                .setParameter("payload", text.payload())
                .setParameter("now", text.now())
                .executeUpdate();
    }

    /// @param now when the decision to notify was made
    record Text(String payload, Instant now) {}

    /// The next one that is due. A channel hears of an incident in order: what comes later waits while something
    /// earlier is pending.
    Optional<Notification> lease(String channel, String owner, Instant now, Instant until) {
        return getEntityManager()
                .createNamedQuery(Notification.LEASE, Notification.class)
                .setParameter("owner", owner)
                .setParameter("until", until)
                .setParameter("channel", channel)
                .setParameter("now", now)
                .getResultStream()
                .findFirst();
    }

    /// Counts even when the lease has run out meanwhile: what has arrived need not be sent again.
    void delivered(UUID id, Instant now) {
        update(
                "state = DELIVERED, finishedAt = ?1, leaseOwner = null, leaseUntil = null, lastError = null"
                        + " where id = ?2 and state = PENDING",
                now,
                id);
    }

    /// @param refused 1 where the receiver refused, else 0
    void again(LeasedNotification notification, Instant at, String error, int refused) {
        update(
                "nextAttemptAt = ?1, leaseOwner = null, leaseUntil = null, lastError = ?2, refusals = refusals + ?3"
                        + " where id = ?4 and state = PENDING and attempts = ?5",
                at,
                error,
                refused,
                notification.id(),
                notification.attempt());
    }

    /// @return whether it was ours to give up
    boolean dead(LeasedNotification notification, String error, Instant now) {
        return update(
                        "state = DEAD, finishedAt = ?1, leaseOwner = null, leaseUntil = null, lastError = ?2"
                                + " where id = ?3 and state = PENDING and attempts = ?4",
                        now,
                        error,
                        notification.id(),
                        notification.attempt())
                == 1;
    }

    List<UUID> abandonAllBut(Collection<String> channels, Instant now) {
        return getEntityManager()
                .createNamedQuery(Notification.ABANDON, Notification.class)
                .setParameter("now", now)
                .setParameter("channels", channels)
                .getResultStream()
                .map(Notification::id)
                .toList();
    }

    /// The log channel gets what the channel did not.
    void fallBack(UUID id, Instant now) {
        getEntityManager()
                .createNamedQuery(Notification.FALL_BACK)
                .setParameter("fallback", UUID.nameUUIDFromBytes((id + "/fallback").getBytes(StandardCharsets.UTF_8)))
                .setParameter("log", Routes.LOG)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    /// A channel that never got what was sent to it does not count.
    List<String> channelsNotifiedOf(UUID incident) {
        return getEntityManager()
                .createQuery(
                        "select distinct channel from Notification where incidentId = :incident and fallbackFor = ''"
                                + " and state <> DEAD"
                                + " order by channel",
                        String.class)
                .setParameter("incident", incident)
                .getResultList();
    }

    Optional<Instant> oldestPending() {
        return Optional.ofNullable(getEntityManager()
                .createQuery("select min(createdAt) from Notification where state = PENDING", Instant.class)
                .getSingleResult());
    }

    List<Notification> ofIncident(UUID incident) {
        return find("incidentId = ?1 order by seq", incident).list();
    }
}
