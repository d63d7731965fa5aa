package io.recloop.training;

import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/// The database of the service under test, as a test may see and change it.
@Singleton
public final class TestDatabase {
    private final DataSource source;

    @Inject
    TestDatabase(DataSource source) {
        this.source = source;
    }

    public DataSource source() {
        return source;
    }

    /// Takes all rows of all tables.
    public void clear() {
        var tables = new ArrayList<String>();
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select tablename from pg_tables where schemaname = 'training'"
                    + " and tablename <> 'flyway_schema_history'")) {
                while (found.next()) {
                    tables.add("training." + found.getString(1));
                }
            }
            statement.execute("truncate " + String.join(", ", tables));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Alerts that were raised and resolved, in order, whether or not the broker has them yet.
    public <E extends AlertEvent> List<E> alerts(Class<E> type) {
        var alerts = new ArrayList<E>();
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select value from training.outbox where topic = 'alerts' order by id")) {
            while (rows.next()) {
                var alert = EventCodec.read(AlertEvent.class, rows.getBytes(1), Instant.now());
                if (type.isInstance(alert)) {
                    alerts.add(type.cast(alert));
                }
            }
            return alerts;
        } catch (SQLException | InvalidEventException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a test does.
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /// Has the database refuse a kind of change, as often as said, while a step runs.
    ///
    /// @param change for example `update of fraction on training.runs`
    public void whileRefusing(String change, int times, Step step) throws Exception {
        var name = "refusal_" + Integer.toHexString(change.hashCode() & 0xffff);
        var table = change.substring(change.lastIndexOf(' ') + 1);
        execute("create sequence " + name);
        execute("""
                create function %1$s_now() returns trigger language plpgsql as $$
                begin
                    if nextval('%1$s') <= %2$d then raise exception 'refused for a test'; end if;
                    return new;
                end $$""".formatted(name, times));
        execute("create trigger %1$s before %2$s for each row execute function %1$s_now()".formatted(name, change));
        try {
            step.run();
        } finally {
            execute("drop trigger %s on %s".formatted(name, table));
            execute("drop function %s_now".formatted(name));
            execute("drop sequence " + name);
        }
    }

    public void execute(String sql) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
