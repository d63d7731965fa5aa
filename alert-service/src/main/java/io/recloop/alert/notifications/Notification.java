package io.recloop.alert.notifications;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A channel is to be notified of a change of an incident. Rows are written by the statements below alone,
/// each of which decides and acts at once: several replicas may run them at the same time.
@Entity
@Table(schema = "alert", name = "notification")
@NamedNativeQuery(name = Notification.ENQUEUE, query = """
                insert into alert.notification (id, tenant, incident_id, episode, reason, channel, severity,
                                                payload, state, created_at, next_attempt_at)
                values (:id, :tenant, :incident, :episode, :reason, :channel, :severity, :payload, 'PENDING', :now, :now)
                on conflict (incident_id, episode, reason, channel, fallback_for) do nothing""")
@NamedNativeQuery(name = Notification.LEASE_FRESH, resultClass = Notification.class, query = """
                with due as materialized (
                    select c.id from alert.notification c
                    where c.channel = :channel and c.state = 'PENDING' and c.attempts = 0 and c.next_attempt_at <= :now
                      and (c.lease_until is null or c.lease_until <= :now)
                      and not exists (
                          select 1 from alert.notification e
                          where e.stream = c.stream and e.channel = c.channel
                            and e.state = 'PENDING' and e.seq < c.seq)
                    order by c.next_attempt_at, c.seq limit :most
                    for update skip locked)
                update alert.notification n
                set lease_owner = :owner, lease_until = :until, attempts = n.attempts + 1
                from due where n.id = due.id
                returning n.*""")
@NamedNativeQuery(name = Notification.LEASE_RETRY, resultClass = Notification.class, query = """
                with due as materialized (
                    select c.id from alert.notification c
                    where c.channel = :channel and c.state = 'PENDING' and c.attempts > 0 and c.next_attempt_at <= :now
                      and (c.lease_until is null or c.lease_until <= :now)
                      and not exists (
                          select 1 from alert.notification e
                          where e.stream = c.stream and e.channel = c.channel
                            and e.state = 'PENDING' and e.seq < c.seq)
                    order by c.next_attempt_at, c.seq limit :most
                    for update skip locked)
                update alert.notification n
                set lease_owner = :owner, lease_until = :until, attempts = n.attempts + 1
                from due where n.id = due.id
                returning n.*""")
@NamedNativeQuery(name = Notification.ABANDON, resultClass = Notification.class, query = """
                update alert.notification
                set state = 'DEAD', finished_at = :now, last_error = 'the channel is no longer configured'
                where state = 'PENDING' and channel not in (:channels) returning *""")
@NamedNativeQuery(name = Notification.FALL_BACK, query = """
                insert into alert.notification (id, tenant, incident_id, group_id, episode, reason, channel,
                                                fallback_for, severity, payload, state, created_at, next_attempt_at)
                select gen_random_uuid(), tenant, incident_id, group_id, episode, reason, :target, channel,
                       severity, payload, 'PENDING', :now, :now
                from alert.notification where id = :id and channel <> :target
                on conflict do nothing""")
@NamedNativeQuery(name = Notification.FALL_BACK_OVERDUE, query = """
                with overdue as (
                    update alert.notification set fallback_at = :now
                    where id in (
                        select id from alert.notification
                        where channel = :channel and state = 'PENDING' and fallback_at is null and created_at <= :before
                        order by seq limit :most for update skip locked)
                    returning *)
                insert into alert.notification (id, tenant, incident_id, group_id, episode, reason, channel,
                                                fallback_for, severity, payload, state, created_at, next_attempt_at)
                select gen_random_uuid(), tenant, incident_id, group_id, episode, reason, target, channel,
                       severity, payload, 'PENDING', :now, :now
                from (select overdue.*, case when fallback_for = '' then :fallback else :log end as target
                      from overdue) moved
                where target <> channel
                on conflict do nothing""")
class Notification {
    static final String ENQUEUE = "Notification.enqueue";
    static final String LEASE_FRESH = "Notification.leaseFresh";
    static final String LEASE_RETRY = "Notification.leaseRetry";
    static final String ABANDON = "Notification.abandon";
    static final String FALL_BACK = "Notification.fallBack";
    static final String FALL_BACK_OVERDUE = "Notification.fallBackOverdue";

    @Id
    UUID id;

    @Column(insertable = false, updatable = false)
    long seq;

    String tenant;
    UUID incidentId;

    /// Where it is of several incidents.
    @Nullable
    UUID groupId;

    int episode;
    String reason;
    String channel;
    String fallbackFor;
    String severity;
    String payload;

    @Enumerated(EnumType.STRING)
    NotificationState state;

    Instant createdAt;
    Instant nextAttemptAt;
    int attempts;
    int refusals;

    @Nullable
    String leaseOwner;

    @Nullable
    Instant leaseUntil;

    @Nullable
    Instant finishedAt;

    @Nullable
    String lastError;

    @SuppressWarnings("NullAway.Init")
    protected Notification() {}

    UUID id() {
        return id;
    }

    int attempts() {
        return attempts;
    }

    LeasedNotification leased(boolean possibleDuplicate) {
        var content = new LeasedNotification.Content(
                incidentId,
                reason,
                channel,
                fallbackFor.isEmpty() ? Optional.empty() : Optional.of(fallbackFor),
                severity,
                payload);
        return new LeasedNotification(id, content, attempts, refusals, createdAt, possibleDuplicate);
    }

    NotificationView view(List<NotificationView.Attempt> made) {
        return new NotificationView(
                id,
                reason,
                channel,
                fallbackFor.isEmpty() ? null : fallbackFor,
                state.name(),
                createdAt,
                state == NotificationState.PENDING ? nextAttemptAt : null,
                finishedAt,
                lastError,
                made);
    }
}
