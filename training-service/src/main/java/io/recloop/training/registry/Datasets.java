package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// Which datasets are in the store. Thread-safe.
@Singleton
public final class Datasets {
    private final Jdbi database;

    @Inject
    public Datasets(Jdbi database) {
        this.database = database;
    }

    /// @param version as in the store, `datasets/<version>`
    /// @param runId   the first run that made it
    /// @param slice   one sentence: what is held out
    /// @param counts  what went in and what came out, by name
    public record Snapshot(
            String version,
            String runId,
            Instant dataThrough,
            String slice,
            Map<String, Double> counts,
            Instant createdAt) {}

    /// Once for a version, however many runs use it.
    public void kept(String tenant, Snapshot snapshot) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.datasets (tenant, version, run_id, data_through, slice, counts, created_at)
                        values (:tenant, :version, :run, :through, :slice, cast(:counts as jsonb), :at)
                        on conflict (tenant, version) do nothing
                        """)
                .bind("tenant", tenant)
                .bind("version", snapshot.version())
                .bind("run", snapshot.runId())
                .bind("through", Document.utc(snapshot.dataThrough()))
                .bind("slice", snapshot.slice())
                .bind("counts", Document.write(snapshot.counts()))
                .bind("at", Document.utc(snapshot.createdAt()))
                .execute());
    }

    /// Newest first.
    public List<Snapshot> newest(String tenant, int limit) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.datasets where tenant = :tenant order by position desc limit :n")
                .bind("tenant", tenant)
                .bind("n", limit)
                .map((row, context) -> snapshot(row))
                .list());
    }

    public Optional<Snapshot> find(String tenant, String version) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.datasets where tenant = :tenant and version = :version")
                .bind("tenant", tenant)
                .bind("version", version)
                .map((row, context) -> snapshot(row))
                .findOne());
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString("version"),
                row.getString("run_id"),
                Document.time(row, "data_through"),
                row.getString("slice"),
                Document.read(row.getString("counts"), Document.NUMBERS),
                Document.time(row, "created_at"));
    }
}
