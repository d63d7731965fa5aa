package io.recloop.training.registry;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;

/// How stored models did on later slices. Thread-safe.
@Singleton
public final class Evaluations {
    private final Jdbi database;

    @Inject
    public Evaluations(Jdbi database) {
        this.database = database;
    }

    /// @param slice   one sentence: what it was measured on
    /// @param metrics the model as candidate, popularity beside it, and the serving model where that is another
    public record Evaluated(
            String runId, String modelId, String datasetVersion, String slice, Quality metrics, Instant evaluatedAt) {}

    public void add(String tenant, Evaluated evaluated) {
        database.useHandle(handle -> handle.createUpdate("""
                        insert into training.evaluations
                            (run_id, tenant, model_id, dataset_version, slice, metrics, evaluated_at)
                        values (:run, :tenant, :model, :dataset, :slice, cast(:metrics as jsonb), :at)
                        on conflict (run_id) do nothing
                        """)
                .bind("run", evaluated.runId())
                .bind("tenant", tenant)
                .bind("model", evaluated.modelId())
                .bind("dataset", evaluated.datasetVersion())
                .bind("slice", evaluated.slice())
                .bind("metrics", Document.write(evaluated.metrics()))
                .bind("at", Document.utc(evaluated.evaluatedAt()))
                .execute());
    }

    /// Newest first.
    public List<Evaluated> of(String tenant, String modelId) {
        return database.withHandle(handle -> handle.createQuery("""
                        select * from training.evaluations where tenant = :tenant and model_id = :model
                        order by evaluated_at desc
                        """)
                .bind("tenant", tenant)
                .bind("model", modelId)
                .map((row, context) -> new Evaluated(
                        row.getString("run_id"),
                        row.getString("model_id"),
                        row.getString("dataset_version"),
                        row.getString("slice"),
                        Objects.requireNonNull(Document.orNull(row.getString("metrics"), Quality.class)),
                        Document.time(row, "evaluated_at")))
                .list());
    }
}
