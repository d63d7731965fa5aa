package io.recloop.training.interactions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/// Keeps the number of segments small. A crash between the merged file and the removal of its parts is harmless: what
/// a live segment covers is not read, and is removed the next time. Who reads meanwhile takes a new snapshot.
/// Thread-safe: one merge at a time.
final class SegmentMerge {
    private final LakeConfig config;

    SegmentMerge(LakeConfig config) {
        this.config = config;
    }

    /// Once there are enough of them.
    void run(PartitionFolder folder) throws IOException, SQLException {
        run(folder, config.mergeAt());
    }

    /// However few there are.
    void all(PartitionFolder folder) throws IOException, SQLException {
        run(folder, 2);
    }

    private void run(PartitionFolder folder, int least) throws IOException, SQLException {
        var contents = folder.contents();
        var small = smallOnesAtTheEnd(contents.live());
        if (small.size() >= least) {
            merge(small, folder);
            contents = folder.contents();
        }
        for (var merged : contents.merged()) {
            Files.deleteIfExists(merged.file());
        }
    }

    private List<Segment> smallOnesAtTheEnd(List<Segment> live) {
        int from = live.size();
        while (from > 0 && live.get(from - 1).span() < config.mergeBelow()) {
            from--;
        }
        return live.subList(from, live.size());
    }

    /// Writes the rows of neighbouring segments into one that covers all of them.
    private synchronized void merge(List<Segment> segments, PartitionFolder folder) throws SQLException, IOException {
        long first = segments.getFirst().first();
        long last = segments.getLast().last();
        var part = folder.part(first, last);
        var files = segments.stream()
                .map(Segment::file)
                .map(Path::toString)
                .map(file -> "'" + literal(file) + "'")
                .collect(Collectors.joining(", "));
        // Not through DriverManager: it does not see drivers of a framework's class loader.
        try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            if (duckdb == null) {
                throw new SQLException("DuckDB refused to open a database in memory");
            }
            try (var statement = duckdb.createStatement()) {
                statement.execute("set memory_limit = '" + literal(config.memory()) + "'");
                // One thread writes a file in the order of its rows, and leaves the cores to training.
                statement.execute("set threads = 1");
                statement.execute(
                        "copy (select * from read_parquet([%s], union_by_name = true) order by \"offset\") to '%s' (format parquet, compression zstd)"
                                .formatted(files, literal(part.toString())));
            }
        }
        folder.commit(part, first, last);
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }
}
