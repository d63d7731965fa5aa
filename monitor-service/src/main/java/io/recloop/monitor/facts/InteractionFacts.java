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
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;

/// `interactions` to counts per bucket of time. A retraction changes no count: drift is about what users did. What is
/// older than any window or baseline looks back to is not kept: an import of years of history is no drift of today.
@Singleton
final class InteractionFacts implements TopicEffect<InteractionEvent>, Retention {
    private final WindowConfig config;
    private final CountedEvents counted;
    private final FactStore facts;
    private final Counter kept;
    private final Counter history;

    private record Key(
            String tenant, long bucket, long person, String item, String action, String rating, boolean positive) {}

    InteractionFacts(WindowConfig config, CountedEvents counted, FactStore facts, MeterRegistry meters) {
        this.config = config;
        this.counted = counted;
        this.facts = facts;
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
    public void apply(List<InteractionEvent> events, Instant now) {
        Instant oldest = config.factsSince(now);
        var recorded = events.stream()
                .filter(InteractionRecorded.class::isInstance)
                .map(InteractionRecorded.class::cast)
                .toList();
        var recent = recorded.stream()
                .filter(event -> event.occurredAt().isAfter(oldest))
                .toList();
        history.increment((double) recorded.size() - recent.size());
        var fresh = counted.fresh(recent, now);
        kept.increment(fresh.size());
        if (fresh.isEmpty()) {
            return;
        }
        var people = new People();
        var counts = HashMap.<Key, Integer>newHashMap(fresh.size());
        for (var one : fresh) {
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

    private Key key(InteractionRecorded one, People people) {
        var rating = one.rating();
        return new Key(
                one.tenant(),
                config.bucketOf(one.occurredAt()),
                people.hash(one.tenant(), one.user()),
                one.item(),
                one.action().code(),
                rating == null ? "" : RatingLevel.of(rating),
                config.positive(one.action(), rating));
    }

    /// People by the first eight bytes of a SHA-256.
    private static final class People {
        private final MessageDigest digest;

        People() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java platform has SHA-256", e);
            }
        }

        long hash(String tenant, String user) {
            return ByteBuffer.wrap(digest.digest((tenant + "/" + user).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        }
    }

    @Override
    public void deleteOld(Instant now) {
        facts.update(
                "delete from interaction_fact where bucket < ?",
                config.factsSince(now).getEpochSecond());
    }
}
