package io.recloop.training.registry.datasets;

import io.recloop.training.registry.Quality;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/// How stored models did on later slices. Thread-safe.
@Singleton
@Transactional
public class Evaluations {
    private final EvaluationRepository rows;

    @Inject
    Evaluations(EvaluationRepository rows) {
        this.rows = rows;
    }

    /// @param slice   one sentence: what it was measured on
    /// @param metrics the model as candidate, popularity beside it, and the serving model where that is another
    public record Evaluated(
            String runId, String modelId, String datasetVersion, String slice, Quality metrics, Instant evaluatedAt) {}

    /// Once for a run.
    public void add(String tenant, Evaluated evaluated) {
        rows.add(tenant, evaluated);
    }

    /// Newest first.
    public List<Evaluated> of(String tenant, String modelId) {
        return rows.of(tenant, modelId).stream()
                .map(row -> new Evaluated(
                        row.runId, row.modelId, row.datasetVersion, row.slice, row.metrics, row.evaluatedAt))
                .toList();
    }
}
