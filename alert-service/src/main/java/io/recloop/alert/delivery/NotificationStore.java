package io.recloop.alert.delivery;

import io.recloop.alert.routing.Routes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Notifications and their attempts. Several replicas may lease at once: each notification is one's at a time.
@Singleton
final class NotificationStore {
    private final Jdbi jdbi;

    NotificationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Takes the next one that is due and notes that an attempt begins, in one transaction: whoever finds that
    /// attempt unfinished later knows that it may have arrived.
    ///
    /// A channel hears of an incident in order: what comes later waits while something earlier is pending.
    Optional<LeasedNotification> lease(String channel, String owner, Duration lease, Instant now) {
        return jdbi.inTransaction(handle -> {
            var taken = handle.createQuery("""
                            update alert.notification
                            set lease_owner = :owner, lease_until = :until, attempts = attempts + 1
                            where id = (
                                select c.id from alert.notification c
                                where c.channel = :channel and c.state = 'PENDING' and c.next_attempt_at <= :now
                                  and (c.lease_until is null or c.lease_until <= :now)
                                  and not exists (
                                      select 1 from alert.notification e
                                      where e.incident_id = c.incident_id and e.channel = c.channel
                                        and e.state = 'PENDING' and e.seq < c.seq)
                                order by c.next_attempt_at, c.seq limit 1
                                for update skip locked)
                            returning *""")
                    .bind("owner", owner)
                    .bind("until", now.plus(lease))
                    .bind("channel", channel)
                    .bind("now", now)
                    .map((row, context) -> leased(row))
                    .findOne();
            if (taken.isEmpty()) {
                return Optional.empty();
            }
            boolean duplicate = mayHaveArrived(handle, taken.get().id());
            handle.createUpdate("""
                            insert into alert.attempt (notification_id, number, started_at, outcome, possible_duplicate)
                            values (:id, :number, :now, 'STARTED', :duplicate)""")
                    .bind("id", taken.get().id())
                    .bind("number", taken.get().attempt())
                    .bind("now", now)
                    .bind("duplicate", duplicate)
                    .execute();
            return Optional.of(taken.get().asPossibleDuplicate(duplicate));
        });
    }

    private static boolean mayHaveArrived(Handle handle, UUID id) {
        return handle.createQuery("""
                        select exists (select 1 from alert.attempt
                                       where notification_id = :id and outcome in ('STARTED', 'UNKNOWN'))""").bind("id", id).mapTo(Boolean.class).one();
    }

    /// Counts even when the lease has run out meanwhile: what has arrived need not be sent again.
    void delivered(LeasedNotification notification, AttemptResult outcome, Instant startedAt, Instant now) {
        jdbi.useTransaction(handle -> {
            record(handle, notification, outcome, null, startedAt, now);
            handle.createUpdate("""
                            update alert.notification
                            set state = 'DELIVERED', finished_at = :now, lease_owner = null, lease_until = null,
                                last_error = null
                            where id = :id and state = 'PENDING'""")
                    .bind("now", now)
                    .bind("id", notification.id())
                    .execute();
        });
    }

    /// Changes nothing but the attempt when another replica has taken over meanwhile.
    void again(LeasedNotification notification, AttemptResult outcome, String error, Instant at, Instant startedAt, Instant now) {
        jdbi.useTransaction(handle -> {
            record(handle, notification, outcome, error, startedAt, now);
            handle.createUpdate("""
                            update alert.notification
                            set next_attempt_at = :at, lease_owner = null, lease_until = null, last_error = :error,
                                refusals = refusals + :refused
                            where id = :id and state = 'PENDING' and attempts = :attempt""")
                    .bind("at", at)
                    .bind("error", error)
                    .bind("refused", outcome instanceof AttemptResult.Refused ? 1 : 0)
                    .bind("id", notification.id())
                    .bind("attempt", notification.attempt())
                    .execute();
        });
    }

    /// Gives up, and lets the log channel speak for the channel, in one transaction.
    ///
    /// @return whether it was ours to give up
    boolean dead(LeasedNotification notification, AttemptResult outcome, String error, Instant startedAt, Instant now) {
        return jdbi.inTransaction(handle -> {
            record(handle, notification, outcome, error, startedAt, now);
            int changed = handle.createUpdate("""
                            update alert.notification
                            set state = 'DEAD', finished_at = :now, lease_owner = null, lease_until = null,
                                last_error = :error
                            where id = :id and state = 'PENDING' and attempts = :attempt""")
                    .bind("now", now)
                    .bind("error", error)
                    .bind("id", notification.id())
                    .bind("attempt", notification.attempt())
                    .execute();
            if (changed == 1) {
                fallBack(handle, notification.id(), now);
            }
            return changed == 1;
        });
    }

    /// What waits for a channel that is no longer configured would wait for ever.
    ///
    /// @return how many were given up
    int abandonAllBut(Collection<String> channels, Instant now) {
        return jdbi.inTransaction(handle -> {
            var abandoned = handle.createQuery("""
                            update alert.notification
                            set state = 'DEAD', finished_at = :now, last_error = 'the channel is no longer configured'
                            where state = 'PENDING' and not (channel = any(:channels)) returning id""")
                    .bind("now", now)
                    .bindArray("channels", String.class, channels)
                    .mapTo(UUID.class)
                    .list();
            abandoned.forEach(id -> fallBack(handle, id, now));
            return abandoned.size();
        });
    }

    Optional<Instant> oldestPending() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select min(created_at) as oldest from alert.notification where state = 'PENDING'")
                .map((row, context) -> Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .one());
    }

    private static void fallBack(Handle handle, UUID id, Instant now) {
        handle.createUpdate("""
                        insert into alert.notification (id, tenant, incident_id, episode, reason, channel, fallback_for,
                                                        severity, payload, state, created_at, next_attempt_at)
                        select :fallback, tenant, incident_id, episode, reason, :log, channel,
                               severity, payload, 'PENDING', :now, :now
                        from alert.notification where id = :id and channel <> :log
                        on conflict do nothing""")
                .bind("fallback", UUID.nameUUIDFromBytes((id + "/fallback").getBytes(StandardCharsets.UTF_8)))
                .bind("log", Routes.LOG)
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    private static void record(
            Handle handle,
            LeasedNotification notification,
            AttemptResult outcome,
            @Nullable String error,
            Instant startedAt,
            Instant now) {
        handle.createUpdate("""
                        update alert.attempt
                        set finished_at = :now, outcome = :outcome, http_status = :status, error = :error,
                            duration_millis = :millis
                        where notification_id = :id and number = :number""")
                .bind("now", now)
                .bind("outcome", outcome.code())
                .bind("status", outcome.status())
                .bind("error", error)
                .bind("millis", Duration.between(startedAt, now).toMillis())
                .bind("id", notification.id())
                .bind("number", notification.attempt())
                .execute();
    }

    private static LeasedNotification leased(ResultSet row) throws SQLException {
        var fallbackFor = row.getString("fallback_for");
        return new LeasedNotification(
                row.getObject("id", UUID.class),
                row.getObject("incident_id", UUID.class),
                row.getString("reason"),
                row.getString("channel"),
                fallbackFor.isEmpty() ? Optional.empty() : Optional.of(fallbackFor),
                row.getString("severity"),
                row.getString("payload"),
                row.getInt("attempts"),
                row.getInt("refusals"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("lease_until", OffsetDateTime.class).toInstant(),
                false);
    }
}
