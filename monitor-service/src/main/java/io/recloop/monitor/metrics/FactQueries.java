package io.recloop.monitor.metrics;

import io.recloop.monitor.ingest.FactStore;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads rows of the facts. Thread-safe.
@Singleton
public final class FactQueries {
    private final FactStore facts;

    FactQueries(FactStore facts) {
        this.facts = facts;
    }

    /// What is taken of a row.
    @FunctionalInterface
    public interface RowReader<R> {
        R read(ResultSet row) throws SQLException;
    }

    public <R> List<R> all(String sql, RowReader<R> reader, Object... parameters) {
        return facts.call(connection -> {
            try (var select = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setObject(i + 1, parameters[i]);
                }
                try (var row = select.executeQuery()) {
                    var rows = new ArrayList<R>();
                    while (row.next()) {
                        rows.add(reader.read(row));
                    }
                    return rows;
                }
            }
        });
    }

    /// Of a query that always gives one row.
    public <R> R one(String sql, RowReader<R> reader, Object... parameters) {
        return all(sql, reader, parameters).getFirst();
    }
}
