package io.recloop.training;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
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

    public void execute(String sql) {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
