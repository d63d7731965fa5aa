package io.recloop.monitor.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Statements on the facts, which come by the thousand and are no entities. They are part of the caller's
/// transaction. Thread-safe.
@Singleton
public final class FactStore {
    private static final int[] NONE = {};

    private final DataSource database;

    public FactStore(DataSource database) {
        this.database = database;
    }

    /// What is done on a connection.
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Binds the values of a row.
    @FunctionalInterface
    public interface Binding<R> {
        void bind(PreparedStatement statement, R row) throws SQLException;
    }

    /// @throws IllegalStateException whose cause is the database's
    public <T> T call(Work<T> work) {
        try (var connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /// @return for each row how many it changed
    public <R> int[] batch(String sql, Collection<R> rows, Binding<R> binding) {
        if (rows.isEmpty()) {
            return NONE;
        }
        return call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (R row : rows) {
                    binding.bind(statement, row);
                    statement.addBatch();
                }
                return statement.executeBatch();
            }
        });
    }

    /// @return how many rows it changed
    public int update(String sql, @Nullable Object... parameters) {
        return call(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                return statement.executeUpdate();
            }
        });
    }

    /// A time as the driver takes it.
    public static OffsetDateTime at(Instant time) {
        return OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
