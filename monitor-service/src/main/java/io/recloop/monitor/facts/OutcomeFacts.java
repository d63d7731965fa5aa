package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.OutcomeEvent;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// `outcomes` to sums per bucket of time and model. What a shadow would have answered is summed up where it is
/// compared.
@Singleton
final class OutcomeFacts implements TopicEffect<OutcomeEvent>, Retention {
    private final KpiConfig config;
    private final Clock clock;

    OutcomeFacts(KpiConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    private record Key(String tenant, long bucket, String model) {}

    @Override
    public Topic topic() {
        return Topic.OUTCOMES;
    }

    @Override
    public Class<OutcomeEvent> family() {
        return OutcomeEvent.class;
    }

    @Override
    public void apply(Handle transaction, List<OutcomeEvent> events) {
        Instant now = clock.instant();
        Instant oldest = now.minus(config.retention());
        var observed = events.stream()
                .filter(OutcomeObserved.class::isInstance)
                .map(OutcomeObserved.class::cast)
                .filter(event -> event.occurredAt().isAfter(oldest))
                .toList();
        // Sorted, so that two transactions lock rows in the same order.
        var sums = new TreeMap<Key, OutcomeSums>(
                Comparator.comparing(Key::tenant).thenComparing(Key::bucket).thenComparing(Key::model));
        for (var event : CountedEvents.fresh(transaction, observed, now.getEpochSecond())) {
            sums.merge(
                    new Key(event.tenant(), config.bucketOf(event.occurredAt()), event.modelId()),
                    OutcomeSums.of(event),
                    OutcomeSums::plus);
        }
        sums.values().removeIf(OutcomeSums::isEmpty);
        if (sums.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
            insert into outcome_fact as fact
                (tenant, bucket, model, observed, hits, reciprocal_ranks, rated, squared_errors)
            values (:tenant, :bucket, :model, :observed, :hits, :ranks, :rated, :errors)
            on conflict (tenant, bucket, model) do update set
                observed = fact.observed + excluded.observed,
                hits = fact.hits + excluded.hits,
                reciprocal_ranks = fact.reciprocal_ranks + excluded.reciprocal_ranks,
                rated = fact.rated + excluded.rated,
                squared_errors = fact.squared_errors + excluded.squared_errors\
            """);
        sums.forEach((key, sum) -> batch.bind("tenant", key.tenant)
                .bind("bucket", key.bucket)
                .bind("model", key.model)
                .bind("observed", sum.observed())
                .bind("hits", sum.hits())
                .bind("ranks", sum.reciprocalRanks())
                .bind("rated", sum.rated())
                .bind("errors", sum.squaredErrors())
                .add());
        batch.execute();
    }

    @Override
    public void deleteOld(Handle transaction, Instant now) {
        transaction.execute(
                "delete from outcome_fact where bucket < ?",
                now.minus(config.retention()).getEpochSecond());
    }
}
