package io.recloop.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.arc.properties.IfBuildProperty;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.CloudEventHeaders;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.EventCodec;
import io.recloop.kit.config.ServiceName;
import jakarta.inject.Singleton;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/// Events that must leave, written in the caller's transaction: they leave exactly when their cause has happened.
/// Thread-safe.
///
/// The service's schema, which is its connections' `currentSchema`, has the table
/// `outbox (id identity, event_id text unique, topic, key, headers jsonb, value bytea, created_at, sent_at)`. A service
/// that has it says `recloop.outbox.enabled=true` in its packaged configuration.
@Singleton
@IfBuildProperty(name = "recloop.outbox.enabled", stringValue = "true")
public final class Outbox {
    private static final char NUL = '\u0000';
    private static final char REPLACEMENT = '\uFFFD';

    private final DataSource database;
    private final TransactionSynchronizationRegistry transactions;
    private final OutboxRelay relay;
    private final ServiceName service;
    private final Clock clock;

    Outbox(
            DataSource database,
            TransactionSynchronizationRegistry transactions,
            OutboxRelay relay,
            ServiceName service,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.relay = relay;
        this.service = service;
        this.clock = clock;
    }

    /// The same for ever for the same cause, so that a reader who gets an event twice knows it.
    public static String idOf(String kind, String cause) {
        return UUID.nameUUIDFromBytes((kind + "/" + cause).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// Once for each event id, however often it is asked for.
    ///
    /// @throws IllegalStateException outside a transaction
    public void append(Topic topic, Event event) {
        append(
                topic.topicName(),
                event.eventId(),
                event.key(),
                EventCodec.write(event),
                CloudEventHeaders.of(event, service.source()));
    }

    /// @param topic name in the contract, of a topic or of its dead letters
    /// @param id    what makes the record unique: an event id, or topic, partition and offset of a refused record
    public void append(String topic, String id, String key, byte[] value, Map<String, byte[]> headers) {
        if (transactions.getTransactionKey() == null) {
            throw new IllegalStateException("the outbox is written in the transaction of the cause, and there is none");
        }
        try (var connection = database.getConnection();
                var insert = connection.prepareStatement("""
                        insert into outbox (event_id, topic, key, headers, value, created_at)
                        values (?, ?, ?, cast(? as jsonb), ?, ?) on conflict (event_id) do nothing""")) {
            insert.setString(1, storable(id));
            insert.setString(2, topic);
            insert.setString(3, storable(key));
            insert.setString(4, json(headers));
            insert.setBytes(5, value);
            insert.setObject(6, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write to the outbox", e);
        }
        transactions.registerInterposedSynchronization(new WakeAfterCommit(relay));
    }

    private record WakeAfterCommit(OutboxRelay relay) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            relay.wake();
        }
    }

    private static String json(Map<String, byte[]> headers) {
        var texts = new TreeMap<String, String>();
        headers.forEach((name, value) -> texts.put(name, storable(new String(value, StandardCharsets.UTF_8))));
        try {
            return EventCodec.JSON.writeValueAsString(texts);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// PostgreSQL stores every character but NUL, and a header may repeat what a sender wrote.
    private static String storable(String text) {
        return text.replace(NUL, REPLACEMENT);
    }
}
