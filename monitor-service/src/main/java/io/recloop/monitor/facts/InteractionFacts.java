package io.recloop.monitor.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// `interactions` to counts per bucket of time. What is older than any window or baseline looks back to is not
/// kept: an import of years of history is no drift of today.
@Singleton
final class InteractionFacts implements TopicEffect<InteractionEvent>, Retention {
    private final WindowConfig config;
    private final Clock clock;
    private final Counter kept;
    private final Counter history;

    private record Key(
            String tenant, long bucket, long person, String item, String action, String rating, boolean positive) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::tenant)
                .thenComparing(Key::bucket)
                .thenComparing(Key::person)
                .thenComparing(Key::item)
                .thenComparing(Key::action)
                .thenComparing(Key::rating)
                .thenComparing(Key::positive);
    }

    InteractionFacts(WindowConfig config, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.clock = clock;
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
    public void apply(Handle transaction, List<InteractionEvent> events) {
        Instant now = clock.instant();
        Instant oldest = config.factsSince(now);
        var recent = events.stream()
                .filter(event -> event.occurredAt().isAfter(oldest))
                .toList();
        history.increment((double) events.size() - recent.size());
        var fresh = CountedEvents.fresh(transaction, recent, now.getEpochSecond());
        kept.increment(fresh.size());
        var counts = new TreeMap<Key, Long>(Key.ORDER);
        for (var event : fresh) {
            switch (event) {
                case InteractionRecorded one -> counts.merge(key(one), 1L, Long::sum);
            }
        }
        if (counts.isEmpty()) {
            return;
        }
        // One statement for all rows: a statement a row takes ten times as long, and a shop's past comes all at once.
        var rows = List.copyOf(counts.entrySet());
        transaction
                .createUpdate("""
                    insert into interaction_fact as fact
                        (tenant, bucket, person, item, action, rating, positive, interactions)
                    select * from unnest(:tenant, :bucket, :person, :item, :action, :rating, :positive, :n)
                    on conflict (tenant, bucket, person, item, action, rating, positive)
                    do update set interactions = fact.interactions + excluded.interactions\
                    """)
                .bindArray("tenant", String.class, column(rows, Key::tenant))
                .bindArray("bucket", Long.class, column(rows, Key::bucket))
                .bindArray("person", Long.class, column(rows, Key::person))
                .bindArray("item", String.class, column(rows, Key::item))
                .bindArray("action", String.class, column(rows, Key::action))
                .bindArray("rating", String.class, column(rows, Key::rating))
                .bindArray("positive", Boolean.class, column(rows, Key::positive))
                .bindArray(
                        "n", Long.class, rows.stream().map(Map.Entry::getValue).toList())
                .execute();
    }

    private static <T> List<T> column(List<Map.Entry<Key, Long>> rows, Function<Key, T> field) {
        return rows.stream().map(row -> field.apply(row.getKey())).toList();
    }

    private Key key(InteractionRecorded one) {
        var rating = one.rating();
        return new Key(
                one.tenant(),
                config.bucketOf(one.occurredAt()),
                person(one.tenant(), one.user()),
                one.item(),
                one.action().code(),
                rating == null ? "" : Double.toString(rating),
                config.positive(one.action(), rating));
    }

    /// The first eight bytes of a SHA-256.
    static long person(String tenant, String user) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest((tenant + "/" + user).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void deleteOld(Handle transaction, Instant now) {
        transaction.execute(
                "delete from interaction_fact where bucket < ?",
                config.factsSince(now).getEpochSecond());
    }
}
