package io.recloop.monitor.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.bundle.RatingLevel;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.monitor.ingest.CopiedRows;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import io.recloop.monitor.ledger.LedgerFeed;
import io.recloop.monitor.ledger.PersonHashes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/// `interactions` to counts per bucket of time. A retraction changes no count: drift is about what users
/// did. What is older than any window or baseline looks back to is not kept: an import of years of
/// history is no drift of today.
@Singleton
final class InteractionFacts implements TopicEffect<InteractionEvent>, Retention {
    private final WindowConfig config;
    private final CountedEvents counted;
    private final FactStore facts;
    private final LedgerFeed ledger;
    private final Counter kept;
    private final Counter history;

    private record Key(
            String tenant, long bucket, long person, String item, String action, String rating, boolean positive) {}

    InteractionFacts(
            WindowConfig config, CountedEvents counted, FactStore facts, LedgerFeed ledger, MeterRegistry meters) {
        this.config = config;
        this.counted = counted;
        this.facts = facts;
        this.ledger = ledger;
        this.kept = meters.counter("recloop.monitor.interactions", "kept", "true");
        this.history = meters.counter("recloop.monitor.interactions", "kept", "false");
    }

    @Override
    public Topic topic() {
        return Topic.INTERACTIONS;
    }

    @Override
    public Class<InteractionEvent> family() {
        return InteractionEvent.class;
    }

    @Override
    public void apply(TopicEvents<InteractionEvent> events, Instant now) {
        Instant oldest = config.factsSince(now);
        var recorded = events.all().stream()
                .filter(InteractionRecorded.class::isInstance)
                .map(InteractionRecorded.class::cast)
                .toList();
        long old = recorded.stream()
                .filter(event -> !event.occurredAt().isAfter(oldest))
                .count();
        history.increment(old);
        // The summaries look back further than windows do.
        var wanted = recorded.stream()
                .filter(event -> event.occurredAt().isAfter(oldest) || events.isOnTime(event))
                .toList();
        var fresh = counted.fresh(wanted, now);
        var people = ledger.hasher();
        ledger.interactions(
                fresh.stream().filter(events::isOnTime).toList(),
                people,
                one -> config.positive(one.action(), one.rating()));
        keep(fresh.stream().filter(event -> event.occurredAt().isAfter(oldest)).toList(), people);
    }

    private void keep(List<InteractionRecorded> recent, PersonHashes.Hasher people) {
        kept.increment(recent.size());
        if (recent.isEmpty()) {
            return;
        }
        var counts = HashMap.<Key, Integer>newHashMap(recent.size());
        for (var one : recent) {
            counts.merge(key(one, people), 1, Integer::sum);
        }
        var rows = new CopiedRows(8, counts.size());
        counts.forEach((key, count) -> rows.row()
                .text(key.tenant)
                .bigint(key.bucket)
                .bigint(key.person)
                .text(key.item)
                .text(key.action)
                .text(key.rating)
                .bool(key.positive)
                .bigint(count));
        facts.call(connection -> rows.copy(
                connection, "interaction_fact (tenant, bucket, person, item, action, rating, positive, interactions)"));
    }

    private Key key(InteractionRecorded one, PersonHashes.Hasher people) {
        var rating = one.rating();
        return new Key(
                one.tenant(),
                config.bucketOf(one.occurredAt()),
                people.of(one.tenant(), one.user()),
                one.item(),
                one.action().code(),
                rating == null ? "" : RatingLevel.of(rating),
                config.positive(one.action(), rating));
    }

    @Override
    public void deleteOld(Instant now) {
        facts.update(
                "delete from interaction_fact where bucket < ?",
                config.factsSince(now).getEpochSecond());
    }
}
