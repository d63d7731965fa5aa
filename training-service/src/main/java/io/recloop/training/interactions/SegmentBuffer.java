package io.recloop.training.interactions;

import io.recloop.contracts.events.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/// Rows that are not in a segment yet, in a DuckDB of its own in memory. Not thread-safe.
final class SegmentBuffer<E extends Event> implements AutoCloseable {
    private static final String FORMAT = "(format parquet, compression zstd)";

    private final LakeTable<E> table;
    private final DuckDBConnection duckdb;
    private final Map<Integer, DuckDBAppender> appenders = new HashMap<>();

    SegmentBuffer(LakeTable<E> table, String memory) throws SQLException {
        this.table = table;
        // Not through DriverManager: it does not see drivers of a framework's class loader.
        this.duckdb = connect();
        try {
            execute("set memory_limit = '" + literal(memory) + "'");
            // One thread writes a file in the order of its rows, and leaves the cores to training.
            execute("set threads = 1");
        } catch (SQLException e) {
            duckdb.close();
            throw e;
        }
    }

    private static DuckDBConnection connect() throws SQLException {
        Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        if (connection == null) {
            throw new SQLException("DuckDB refused to open a database in memory");
        }
        return connection.unwrap(DuckDBConnection.class);
    }

    void add(E event, int partition, long offset) throws SQLException {
        var appender = appenders.get(partition);
        if (appender == null) {
            execute("create or replace table p%d (%s)".formatted(partition, table.columns()));
            appender = duckdb.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "p" + partition);
            appenders.put(partition, appender);
        }
        table.append(appender, event, partition, offset);
    }

    /// Writes the partition's rows as a segment, and forgets them.
    Segment write(int partition, long first, long last, PartitionFolder folder) throws SQLException, IOException {
        var appender = appenders.remove(partition);
        if (appender == null) {
            execute("create or replace table p%d (%s)".formatted(partition, table.columns()));
        } else {
            appender.close();
        }
        var part = folder.part(first, last);
        execute("copy p%d to '%s' %s".formatted(partition, literal(part.toString()), FORMAT));
        var segment = folder.commit(part, first, last);
        execute("drop table p" + partition);
        return segment;
    }

    /// Writes the rows of neighbouring segments into one that covers all of them.
    Segment merge(List<Segment> segments, PartitionFolder folder) throws SQLException, IOException {
        long first = segments.getFirst().first();
        long last = segments.getLast().last();
        var part = folder.part(first, last);
        var files = segments.stream()
                .map(Segment::file)
                .map(Path::toString)
                .map(file -> "'" + literal(file) + "'")
                .collect(Collectors.joining(", "));
        execute("copy (select * from read_parquet([%s]) order by \"offset\") to '%s' %s"
                .formatted(files, literal(part.toString()), FORMAT));
        return folder.commit(part, first, last);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }

    @Override
    public void close() throws SQLException {
        try {
            for (var appender : appenders.values()) {
                appender.close();
            }
        } finally {
            duckdb.close();
        }
    }
}
