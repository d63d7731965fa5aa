package io.recloop.monitor.facts;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;

/// Reads back how models had ranked what users took.
@Singleton
@Transactional
public class OutcomeBook {
    private final Session facts;

    @Inject
    OutcomeBook(Session facts) {
        this.facts = facts;
    }

    private record OfModel(
            String model, long observed, long hits, double reciprocalRanks, long rated, double squaredErrors) {
        ModelOutcomes outcomes() {
            return ModelOutcomes.of(model, new OutcomeSums(observed, hits, reciprocalRanks, rated, squaredErrors));
        }
    }

    /// The models that served in between, the one with the newest outcome first.
    public List<ModelOutcomes> between(String tenant, Instant from, Instant to) {
        return facts.createNativeQuery("""
                    select model, cast(sum(observed) as bigint), cast(sum(hits) as bigint), sum(reciprocal_ranks),
                        cast(sum(rated) as bigint), sum(squared_errors)
                    from outcome_fact where tenant = :tenant and bucket >= :from and bucket < :to
                    group by model order by max(bucket) desc, model""", OfModel.class)
                .setParameter("tenant", tenant)
                .setParameter("from", from.getEpochSecond())
                .setParameter("to", to.getEpochSecond())
                .getResultStream()
                .map(OfModel::outcomes)
                .toList();
    }
}
