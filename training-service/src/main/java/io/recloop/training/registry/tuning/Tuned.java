package io.recloop.training.registry.tuning;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The best settings that the newest tuning of each algorithm found. Thread-safe.
@Singleton
@Transactional
public class Tuned {
    private final TunedRepository rows;

    @Inject
    Tuned(TunedRepository rows) {
        this.rows = rows;
    }

    /// @param trial    its name within the run
    /// @param settings by the names of the algorithm's parameters
    /// @param ndcg     on the tuning's validation part
    public record Best(
            String algorithm, String runId, String trial, Map<String, Double> settings, double ndcg, Instant tunedAt) {}

    public void keep(String tenant, Best best) {
        rows.keep(tenant, best);
    }

    public Optional<Best> of(String tenant, String algorithm) {
        return rows.of(tenant, algorithm)
                .map(row -> new Best(row.algorithm, row.runId, row.trial, row.settings, row.ndcg, row.tunedAt));
    }
}
