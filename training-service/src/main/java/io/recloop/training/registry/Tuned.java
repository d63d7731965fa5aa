package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/// The best settings that the newest tuning of each algorithm found. Thread-safe.
@Singleton
public final class Tuned {
    private final Jdbi database;

    @Inject
    public Tuned(Jdbi database) {
        this.database = database;
    }

    /// @param trial    its name within the run
    /// @param settings by the names of the algorithm's parameters
    /// @param ndcg     on the tuning's validation part
    public record Best(
            String algorithm, String runId, String trial, Map<String, Double> settings, double ndcg, Instant tunedAt) {}

    public void keep(String tenant, Best best) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.tuned (tenant, algorithm, run_id, trial, settings, ndcg, tuned_at)
                        values (:tenant, :algorithm, :run, :trial, cast(:settings as jsonb), :ndcg, :at)
                        on conflict (tenant, algorithm) do update
                        set run_id = excluded.run_id, trial = excluded.trial, settings = excluded.settings,
                            ndcg = excluded.ndcg, tuned_at = excluded.tuned_at
                        """)
                .bind("tenant", tenant)
                .bind("algorithm", best.algorithm())
                .bind("run", best.runId())
                .bind("trial", best.trial())
                .bind("settings", Document.write(best.settings()))
                .bind("ndcg", best.ndcg())
                .bind("at", Document.utc(best.tunedAt()))
                .execute());
    }

    public Optional<Best> of(String tenant, String algorithm) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from training.tuned where tenant = :tenant and algorithm = :algorithm")
                .bind("tenant", tenant)
                .bind("algorithm", algorithm)
                .map((row, context) -> new Best(
                        row.getString("algorithm"),
                        row.getString("run_id"),
                        row.getString("trial"),
                        Document.read(row.getString("settings"), Document.NUMBERS),
                        row.getDouble("ndcg"),
                        Document.time(row, "tuned_at")))
                .findOne());
    }
}
