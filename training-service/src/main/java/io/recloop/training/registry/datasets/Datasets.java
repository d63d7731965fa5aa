package io.recloop.training.registry.datasets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which datasets are in the store. Thread-safe.
@Singleton
@Transactional
public class Datasets {
    private final DatasetRepository rows;

    @Inject
    Datasets(DatasetRepository rows) {
        this.rows = rows;
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
        rows.keep(tenant, snapshot);
    }

    /// Newest first.
    public List<Snapshot> newest(String tenant, int limit) {
        return rows.newest(tenant, limit).stream().map(DatasetEntity::snapshot).toList();
    }

    public Optional<Snapshot> find(String tenant, String version) {
        return rows.of(tenant, version).map(DatasetEntity::snapshot);
    }
}
