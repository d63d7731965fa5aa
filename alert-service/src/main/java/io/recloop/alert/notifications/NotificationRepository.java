package io.recloop.alert.notifications;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.recloop.alert.routing.Routes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@Singleton
class NotificationRepository implements PanacheRepositoryBase<Notification, UUID> {
    private static final int MOST_OVERDUE = 200;

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

    void ofGroup(UUID id, UUID group) {
        update("groupId = ?1 where id = ?2", group, id);
    }

    long reasonsOf(UUID incident, String prefix) {
        return getEntityManager()
                .createQuery(
                        "select count(distinct reason) from Notification where incidentId = :incident"
                                + " and reason like :prefix",
                        Long.class)
                .setParameter("incident", incident)
                .setParameter("prefix", prefix + "%")
                .getSingleResult();
    }

    /// @param now when the decision to notify was made
    record Text(String payload, Instant now) {}

    /// Those of a lane that are due, the oldest first. A channel hears of an incident in order: what comes
    /// later waits while something earlier is pending.
    List<Notification> lease(DeliveryLane lane, String channel, LeaseTerms terms, int most) {
        var query = lane == DeliveryLane.FRESH ? Notification.LEASE_FRESH : Notification.LEASE_RETRY;
        return getEntityManager()
                .createNamedQuery(query, Notification.class)
                .setParameter("owner", terms.owner())
                .setParameter("until", terms.now().plus(terms.length()))
                .setParameter("channel", channel)
                .setParameter("now", terms.now())
                .setParameter("most", most)
                .getResultList();
    }

    /// When the incident of a notification ended; empty while it lives.
    Optional<Instant> endOf(UUID incident) {
        List<?> ended = getEntityManager()
                .createNativeQuery("""
                        select coalesce(resolved_at, last_seen_at) from alert.incident
                        where id = :id and status in ('resolved', 'expired')""", Instant.class)
                .setParameter("id", incident)
                .getResultList();
        return ended.stream().map(Instant.class::cast).findFirst();
    }

    /// What has waited for too long goes to the fallback too, once. Its own retries go on.
    ///
    /// @return how many there were
    int fallBackOverdue(String channel, String fallback, Instant before, Instant now) {
        return getEntityManager()
                .createNamedQuery(Notification.FALL_BACK_OVERDUE)
                .setParameter("channel", channel)
                .setParameter("fallback", fallback)
                .setParameter("log", Routes.LOG)
                .setParameter("before", before)
                .setParameter("now", now)
                .setParameter("most", MOST_OVERDUE)
                .executeUpdate();
    }

    /// What waits for each channel.
    List<Backlog> backlog() {
        List<Object[]> rows =
                getEntityManager().createQuery("""
                        select channel, sum(case when attempts = 0 then 1 else 0 end), count(*), min(createdAt)
                        from Notification where state = PENDING group by channel""", Object[].class).getResultList();
        return rows.stream()
                .map(row -> new Backlog(
                        (String) row[0], ((Number) row[1]).longValue(), ((Number) row[2]).longValue(), (Instant)
                                row[3]))
                .toList();
    }

    Optional<Instant> lastDelivered(String channel) {
        return Optional.ofNullable(getEntityManager()
                .createQuery(
                        "select max(finishedAt) from Notification where channel = :channel and state = DELIVERED",
                        Instant.class)
                .setParameter("channel", channel)
                .getSingleResult());
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

    /// The fallback gets what the channel did not.
    void fallBack(UUID id, String target, Instant now) {
        getEntityManager()
                .createNamedQuery(Notification.FALL_BACK)
                .setParameter("target", target)
                .setParameter("now", now)
                .setParameter("id", id)
                .executeUpdate();
    }

    /// A channel that never got what was sent to it does not count; one that got it as a fallback does, but
    /// for the log.
    List<String> channelsNotifiedOf(UUID incident) {
        return getEntityManager()
                .createQuery(
                        "select distinct channel from Notification where incidentId = :incident and groupId is null"
                                + " and (fallbackFor = '' or channel <> 'log') and state <> DEAD"
                                + " order by channel",
                        String.class)
                .setParameter("incident", incident)
                .getResultList();
    }

    List<Notification> ofIncident(UUID incident) {
        return find("incidentId = ?1 order by seq", incident).list();
    }
}
