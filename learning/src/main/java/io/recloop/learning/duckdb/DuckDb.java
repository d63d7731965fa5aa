package io.recloop.learning.duckdb;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// A DuckDB database in a file of its own, which may grow beyond the memory it is given. Not thread-safe.
public final class DuckDb implements AutoCloseable {
    private final DuckDBConnection connection;

    /// @param memory for example `512MB`
    public DuckDb(Path folder, String memory) throws SQLException, IOException {
        Files.createDirectories(folder);
        var settings = new Properties();
        settings.setProperty("jdbc_stream_results", "true");
        var opened = new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve("work.duckdb"), settings);
        if (opened == null) {
            throw new SQLException("DuckDB refused to open " + folder);
        }
        connection = opened.unwrap(DuckDBConnection.class);
        try {
            execute("set memory_limit = " + quoted(memory));
            execute("set temp_directory = " + quoted(folder.resolve("spill").toString()));
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private DuckDb(DuckDBConnection connection) {
        this.connection = connection;
    }

    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    public interface Each {
        void row(ResultSet row) throws SQLException;
    }

    @FunctionalInterface
    public interface Rows {
        void appendTo(DuckDBAppender appender) throws SQLException, IOException;
    }

    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first row, which must be there.
    public <T> T one(String sql, Row<T> reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new SQLException("no row from: " + sql);
            }
            return reader.of(rows);
        }
    }

    /// Streams: the rows are never in memory together, and no other statement may run on this connection meanwhile.
    public void each(String sql, Each reader) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.row(rows);
            }
        }
    }

    public long count(String table) throws SQLException {
        return one("select count(*) from " + table, row -> row.getLong(1));
    }

    /// Of a query that yields a text and a number a row.
    public Map<String, Long> counts(String sql) throws SQLException {
        var counts = new HashMap<String, Long>();
        each(sql, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    public void append(String table, Rows rows) throws SQLException, IOException {
        try (var appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table)) {
            rows.appendTo(appender);
        }
    }

    /// Another connection to the same database, to write while this one streams.
    public DuckDb beside() throws SQLException {
        return new DuckDb(connection.duplicate().unwrap(DuckDBConnection.class));
    }

    /// A sixth of the machine's or container's memory, from 512 MB to 4 GB.
    public static String defaultMemory() {
        long bytes = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
        return Math.clamp(bytes / 6 >> 20, 512, 4096) + "MB";
    }

    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    public static String quoted(Path file) {
        return quoted(file.toString());
    }

    /// For `in` or a list.
    public static String quoted(List<Path> files) {
        return files.stream().map(DuckDb::quoted).collect(Collectors.joining(", "));
    }

    /// A list for `in`; what is in nothing is in `null`.
    public static String list(List<String> texts) {
        return texts.isEmpty() ? "null" : texts.stream().map(DuckDb::quoted).collect(Collectors.joining(", "));
    }

    public static String timestamp(Instant moment) {
        return "make_timestamp(%d)".formatted(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    /// Removes the folder of a closed database.
    public static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (var files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (var file : all) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
