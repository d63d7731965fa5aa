package io.recloop.training.interactions;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;

/// How much is in the lake, counted in the files themselves.
///
/// @param rows   of all segments
/// @param events distinct event ids
public record LakeCount(long rows, long events) {
    public static LakeCount of(Lake.Snapshot snapshot) throws IOException {
        return of(snapshot, Optional.empty());
    }

    /// @param tenant whose events are counted; absent for those of all
    static LakeCount of(Lake.Snapshot snapshot, Optional<String> tenant) throws IOException {
        if (snapshot.files().isEmpty()) {
            return new LakeCount(0, 0);
        }
        var files = snapshot.files().stream()
                .map(file -> "'" + file.toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", "));
        try (var duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            if (duckdb == null) {
                throw new SQLException("DuckDB refused to open a database in memory");
            }
            try (var statement = duckdb.createStatement()) {
                statement.execute("set memory_limit = '512MB'");
                var whose = tenant.map(name -> " where tenant = '%s'".formatted(name.replace("'", "''")));
                try (var row =
                        statement.executeQuery("select count(*), count(distinct event_id) from read_parquet([%s])%s"
                                .formatted(files, whose.orElse("")))) {
                    row.next();
                    return new LakeCount(row.getLong(1), row.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new IOException("the lake cannot be counted: " + e.getMessage(), e);
        }
    }
}
