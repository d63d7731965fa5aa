package io.recloop.scheduler.dispatch;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// An event that is to be sent, written in the transaction of its cause.
@Entity
@Table(schema = "scheduler", name = "outbox")
@NamedNativeQuery(name = OutboxEntry.APPEND, query = """
                insert into scheduler.outbox (event_id, topic, key, headers, value, created_at)
                values (:event, :topic, :key, cast(:headers as jsonb), :value, :now) on conflict do nothing""")
@NamedNativeQuery(
        name = OutboxEntry.TRY_LOCK,
        resultClass = Boolean.class,
        query = "select pg_try_advisory_xact_lock(:lock)")
class OutboxEntry {
    static final String APPEND = "OutboxEntry.append";
    static final String TRY_LOCK = "OutboxEntry.tryLock";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    long id;

    String eventId;
    String topic;
    String key;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, String> headers;

    byte[] value;
    Instant createdAt;

    @Nullable
    Instant sentAt;

    @SuppressWarnings("NullAway.Init")
    protected OutboxEntry() {}
}
