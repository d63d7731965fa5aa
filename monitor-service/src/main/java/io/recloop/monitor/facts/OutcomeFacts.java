package io.recloop.monitor.facts;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.OutcomeEvent;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import io.recloop.monitor.ledger.LedgerFeed;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// `outcomes` to sums per bucket of time and model. What a shadow would have answered is summed up where
/// it is compared.
@Singleton
final class OutcomeFacts implements TopicEffect<OutcomeEvent>, Retention {
    private final KpiConfig config;
    private final CountedEvents counted;
    private final FactStore facts;
    private final LedgerFeed ledger;

    OutcomeFacts(KpiConfig config, CountedEvents counted, FactStore facts, LedgerFeed ledger) {
        this.config = config;
        this.counted = counted;
        this.facts = facts;
        this.ledger = ledger;
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
    public void apply(TopicEvents<OutcomeEvent> events, Instant now) {
        Instant oldest = now.minus(config.retention());
        var observed = events.all().stream()
                .filter(OutcomeObserved.class::isInstance)
                .map(OutcomeObserved.class::cast)
                .filter(event -> event.occurredAt().isAfter(oldest))
                .toList();
        // Sorted, so that two transactions lock rows in the same order.
        var sums = new TreeMap<Key, OutcomeSums>(
                Comparator.comparing(Key::tenant).thenComparing(Key::bucket).thenComparing(Key::model));
        var fresh = counted.fresh(observed, now);
        ledger.outcomes(fresh.stream().filter(events::isOnTime).toList());
        for (var event : fresh) {
            sums.merge(
                    new Key(event.tenant(), config.bucketOf(event.occurredAt()), event.modelId()),
                    OutcomeSums.of(event),
                    OutcomeSums::plus);
        }
        sums.values().removeIf(OutcomeSums::isEmpty);
        facts.batch("""
            insert into outcome_fact as fact
                (tenant, bucket, model, observed, hits, reciprocal_ranks, rated, squared_errors)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant, bucket, model) do update set
                observed = fact.observed + excluded.observed,
                hits = fact.hits + excluded.hits,
                reciprocal_ranks = fact.reciprocal_ranks + excluded.reciprocal_ranks,
                rated = fact.rated + excluded.rated,
                squared_errors = fact.squared_errors + excluded.squared_errors\
            """, sums.entrySet(), OutcomeFacts::bind);
    }

    private static void bind(PreparedStatement insert, Map.Entry<Key, OutcomeSums> row) throws SQLException {
        var key = row.getKey();
        var sum = row.getValue();
        insert.setString(1, key.tenant);
        insert.setLong(2, key.bucket);
        insert.setString(3, key.model);
        insert.setLong(4, sum.observed());
        insert.setLong(5, sum.hits());
        insert.setDouble(6, sum.reciprocalRanks());
        insert.setLong(7, sum.rated());
        insert.setDouble(8, sum.squaredErrors());
    }

    @Override
    public void deleteOld(Instant now) {
        facts.update(
                "delete from outcome_fact where bucket < ?",
                now.minus(config.retention()).getEpochSecond());
    }
}
