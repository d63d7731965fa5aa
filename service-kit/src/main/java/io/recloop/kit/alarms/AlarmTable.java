package io.recloop.kit.alarms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.quarkus.arc.properties.IfBuildProperty;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/// Table `alert_state (fingerprint text primary key, tenant, rule, severity, active boolean, episode int, raised int,
/// since timestamptz, last_raised_at timestamptz, labels jsonb)` of the service's schema, in the caller's transaction.
@Singleton
@IfBuildProperty(name = "recloop.outbox.enabled", stringValue = "true")
final class AlarmTable {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final DataSource database;

    AlarmTable(DataSource database) {
        this.database = database;
    }

    record State(Severity severity, boolean active, int episode, int raised, Instant lastRaised) {
        static final State NEVER = new State(Severity.INFO, false, 0, 0, Instant.EPOCH);
    }

    Optional<State> lock(String fingerprint) {
        return inConnection(connection -> {
            try (var select =
                    connection.prepareStatement("select * from alert_state where fingerprint = ? for update")) {
                select.setString(1, fingerprint);
                try (var found = select.executeQuery()) {
                    return found.next()
                            ? Optional.of(new State(
                                    severity(found),
                                    found.getBoolean("active"),
                                    found.getInt("episode"),
                                    found.getInt("raised"),
                                    time(found, "last_raised_at")))
                            : Optional.<State>empty();
                }
            }
        });
    }

    /// @param number of the events of this episode; the first begins it
    void store(Alarm alarm, int episode, int number, Instant now) {
        inConnection(connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into alert_state
                        (fingerprint, tenant, rule, severity, active, episode, raised, since, last_raised_at, labels)
                    values (?, ?, ?, ?, true, ?, ?, ?, ?, cast(? as jsonb))
                    on conflict (fingerprint) do update set
                        severity = excluded.severity, active = true, episode = excluded.episode,
                        raised = excluded.raised, last_raised_at = excluded.last_raised_at,
                        since = case when excluded.raised = 1 then excluded.since else alert_state.since end""")) {
                var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
                upsert.setString(1, alarm.fingerprint());
                upsert.setString(2, alarm.tenant());
                upsert.setString(3, alarm.rule());
                upsert.setString(4, alarm.severity().code());
                upsert.setInt(5, episode);
                upsert.setInt(6, number);
                upsert.setObject(7, at);
                upsert.setObject(8, at);
                upsert.setString(9, json(alarm.labels()));
                return upsert.executeUpdate();
            }
        });
    }

    void end(String fingerprint) {
        inConnection(connection -> {
            try (var update =
                    connection.prepareStatement("update alert_state set active = false where fingerprint = ?")) {
                update.setString(1, fingerprint);
                return update.executeUpdate();
            }
        });
    }

    List<Alarms.Active> active(String tenant) {
        return inConnection(connection -> {
            try (var select = connection.prepareStatement("""
                    select fingerprint, rule, severity, since, labels from alert_state
                    where tenant = ? and active order by since, fingerprint""")) {
                select.setString(1, tenant);
                var active = new ArrayList<Alarms.Active>();
                try (var found = select.executeQuery()) {
                    while (found.next()) {
                        active.add(new Alarms.Active(
                                found.getString("fingerprint"),
                                found.getString("rule"),
                                severity(found),
                                time(found, "since"),
                                labels(found.getString("labels"))));
                    }
                }
                return active;
            }
        });
    }

    private interface Statement<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T inConnection(Statement<T> statement) {
        try (var connection = database.getConnection()) {
            return statement.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot read or write alert_state", e);
        }
    }

    private static Severity severity(ResultSet row) throws SQLException {
        return EventCodec.JSON.convertValue(row.getString("severity"), Severity.class);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Map<String, String> labels(String json) {
        try {
            return EventCodec.JSON.readValue(json, TEXTS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Map<String, String> labels) {
        try {
            return EventCodec.JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
