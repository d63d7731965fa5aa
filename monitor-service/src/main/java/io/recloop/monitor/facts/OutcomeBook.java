package io.recloop.monitor.facts;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/// Reads back how models had ranked what users took.
@Singleton
public final class OutcomeBook {
    private final Jdbi jdbi;

    OutcomeBook(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// The models that served in between, the one with the newest outcome first.
    public List<ModelOutcomes> between(String tenant, Instant from, Instant to) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select model, sum(observed) observed, sum(hits) hits, sum(reciprocal_ranks) ranks,
                sum(rated) rated, sum(squared_errors) errors
            from outcome_fact where tenant = :tenant and bucket >= :from and bucket < :to
            group by model order by max(bucket) desc, model\
            """)
                .bind("tenant", tenant)
                .bind("from", from.getEpochSecond())
                .bind("to", to.getEpochSecond())
                .map((rows, context) -> ModelOutcomes.of(
                        rows.getString("model"),
                        new OutcomeSums(
                                rows.getLong("observed"),
                                rows.getLong("hits"),
                                rows.getDouble("ranks"),
                                rows.getLong("rated"),
                                rows.getDouble("errors"))))
                .list());
    }
}
