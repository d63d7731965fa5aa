package io.recloop.training.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// A DuckDB database in a file of its own, which may grow beyond the memory it is given. Not thread-safe.
final class DuckDb implements AutoCloseable {
    private final Connection connection;

    /// @param memory for example `512MB`
    DuckDb(Path folder, String memory) throws SQLException, IOException {
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        var opened = new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve("work.duckdb"), settings);
        if (opened == null) {
            throw new SQLException("DuckDB refused to open " + folder);
        }
        connection = opened;
        try {
            execute("set memory_limit = " + quoted(memory));
            execute("set temp_directory = " + quoted(folder.resolve("spill").toString()));
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    interface Each {
        void row(ResultSet row) throws SQLException;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first row, which must be there.
    <T> T one(String sql, Row<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row from: " + sql);
            }
            return reader.of(rows);
        }
    }

    void each(String sql, Each reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
