package io.recloop.kit.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.arc.properties.IfBuildProperty;
import io.recloop.contracts.events.EventCodec;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/// The statements of the relay, outside any transaction. Thread-safe.
@Singleton
@IfBuildProperty(name = "recloop.outbox.enabled", stringValue = "true")
final class OutboxTable {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    /// One relay at a time among all replicas of a service keeps the order; PostgreSQL releases the lock when a replica
    /// dies.
    private static final String LOCK = "hashtextextended('outbox of ' || current_schema(), 0)";

    private final DataSource database;

    OutboxTable(DataSource database) {
        this.database = database;
    }

    record Backlog(long rows, long oldestEpochSecond) {}

    /// Does nothing where another replica is at it.
    void exclusively(Consumer<Session> work) {
        try (var connection = database.getConnection()) {
            if (!ask(connection, "select pg_try_advisory_lock(" + LOCK + ")")) {
                return;
            }
            try {
                work.accept(new Session(connection));
            } finally {
                ask(connection, "select pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    void deleteSentBefore(Instant time) {
        try (var connection = database.getConnection();
                var delete = connection.prepareStatement("delete from outbox where sent_at < ?")) {
            delete.setObject(1, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
            delete.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /// The relay's turn, while it has the lock.
    record Session(Connection connection) {
        List<OutboxRow> unsent(int limit) {
            try (var select = connection.prepareStatement("""
                    select id, topic, key, value, headers from outbox where sent_at is null order by id limit ?""")) {
                select.setInt(1, limit);
                var rows = new ArrayList<OutboxRow>();
                try (var found = select.executeQuery()) {
                    while (found.next()) {
                        rows.add(new OutboxRow(
                                found.getLong("id"),
                                found.getString("topic"),
                                found.getString("key"),
                                found.getBytes("value"),
                                headers(found.getString("headers"))));
                    }
                }
                return rows;
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        void markSent(List<Long> ids, Instant now) {
            if (ids.isEmpty()) {
                return;
            }
            try (var update = connection.prepareStatement("update outbox set sent_at = ? where id = any (?)")) {
                update.setObject(1, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
                update.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
                update.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        Backlog backlog() {
            try (var select = connection.createStatement();
                    var found = select.executeQuery("""
                    select count(*), coalesce(extract(epoch from min(created_at))::bigint, 0)
                    from outbox where sent_at is null""")) {
                found.next();
                return new Backlog(found.getLong(1), found.getLong(2));
            } catch (SQLException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }

        private static Map<String, String> headers(String json) {
            try {
                return EventCodec.JSON.readValue(json, TEXTS);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
