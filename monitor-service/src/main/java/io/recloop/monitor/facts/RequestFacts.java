package io.recloop.monitor.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// `recommendations` to counts of answers, latencies and shown items; remembers each list for as long as it may be
/// clicked.
@Singleton
final class RequestFacts implements TopicEffect<RecommendationEvent>, Retention {
    private static final Duration LATE_CLICKS = Duration.ofHours(1);
    /// Between the items of a list: a control character, which no id has.
    private static final String SEPARATOR = "\u001f";

    private final KpiConfig config;
    private final Clicks clicks;
    private final MeterRegistry meters;
    private final Clock clock;

    RequestFacts(KpiConfig config, Clicks clicks, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.clicks = clicks;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.RECOMMENDATIONS;
    }

    @Override
    public Class<RecommendationEvent> family() {
        return RecommendationEvent.class;
    }

    @Override
    public void apply(Handle transaction, List<RecommendationEvent> events) {
        Instant oldest = clock.instant().minus(config.retention());
        var kept = events.stream()
                .filter(event -> event.occurredAt().isAfter(oldest))
                .toList();
        // A list is remembered by its request, which tells a copy as well as the event's id would.
        var served = new LinkedHashMap<Request, RecommendationsServed>();
        var failures = new ArrayList<RecommendationFailed>();
        for (var event : kept) {
            switch (event) {
                case RecommendationsServed one -> served.putIfAbsent(new Request(one.tenant(), one.requestId()), one);
                case RecommendationFailed one -> failures.add(one);
            }
        }
        var failed = CountedEvents.fresh(transaction, failures, clock.instant().getEpochSecond());
        var shown = remember(transaction, served.values());
        count(transaction, shown, failed);
        countLatencies(transaction, shown, failed);
        countItems(transaction, shown);
        clicks.applyWaiting(transaction, shown);
    }

    private record Request(String tenant, String requestId) {}

    /// The lists that are new: a request id counts once, also where somebody sent it under two event ids.
    private List<RecommendationsServed> remember(Handle transaction, Collection<RecommendationsServed> served) {
        var byKey = served.stream().collect(Collectors.groupingBy(this::key, TreeMap::new, Collectors.toList()));
        var fresh = new ArrayList<RecommendationsServed>(served.size());
        byKey.forEach((key, lists) -> fresh.addAll(remember(transaction, key, lists)));
        return fresh;
    }

    /// One statement for all lists of a key: a statement a row costs the database more than the rows do, and so do
    /// columns that are the same in each. Which of them are new it tells where not all are.
    private static List<RecommendationsServed> remember(
            Handle transaction, Key key, List<RecommendationsServed> lists) {
        var fresh = transaction
                .createQuery("""
                    with fresh as (
                        insert into impression (tenant, request_id, bucket, model, strategy, shown_at, items)
                        select :tenant, request, :bucket, :model, :strategy, to_timestamp(shown_at), items
                        from unnest(:request, :shown_at, :items) as list (request, shown_at, items)
                        on conflict do nothing
                        returning request_id)
                    select array(select request_id from fresh where (select count(*) from fresh) < :lists) as requests,
                        (select count(*) from fresh) as inserted\
                    """)
                .bind("tenant", key.tenant)
                .bind("bucket", key.bucket)
                .bind("model", key.model)
                .bind("strategy", key.strategy)
                .bind("lists", lists.size())
                .bindArray("request", String.class, column(lists, RecommendationsServed::requestId))
                .bindArray("shown_at", Double.class, column(lists, list -> seconds(list.occurredAt())))
                .bindArray("items", String.class, column(lists, RequestFacts::joined))
                .map((rows, context) -> rows.getLong("inserted") == lists.size()
                        ? Optional.<Set<String>>empty()
                        : Optional.of(
                                Set.of((String[]) rows.getArray("requests").getArray())))
                .one();
        return fresh.map(some -> lists.stream()
                        .filter(list -> some.contains(list.requestId()))
                        .toList())
                .orElse(lists);
    }

    /// Since 1970; to the microsecond for two centuries.
    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() / 1e9;
    }

    /// The items of a list that was remembered.
    static Set<String> items(String joined) {
        return new HashSet<>(List.of(joined.split(SEPARATOR, -1)));
    }

    private static String joined(RecommendationsServed list) {
        return list.items().stream().map(ShownItem::item).collect(Collectors.joining(SEPARATOR));
    }

    private static <R, T> List<T> column(Collection<R> rows, Function<R, T> field) {
        return rows.stream().map(field).toList();
    }

    private record Key(String tenant, long bucket, String model, String strategy, boolean fallback)
            implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return java.util.Comparator.comparing(Key::tenant)
                    .thenComparing(Key::bucket)
                    .thenComparing(Key::model)
                    .thenComparing(Key::strategy)
                    .compare(this, other);
        }
    }

    /// Served, failed, rejected.
    private void count(Handle transaction, List<RecommendationsServed> served, List<RecommendationFailed> failed) {
        // Sorted, so that two transactions lock rows in the same order.
        var counts = new TreeMap<Key, long[]>();
        for (var one : served) {
            counts.computeIfAbsent(key(one), k -> new long[3])[0]++;
        }
        tally("served", served.size());
        for (var one : failed) {
            var key = new Key(one.tenant(), config.bucketOf(one.occurredAt()), model(one), "", false);
            boolean ownFault = one.status() >= 500;
            counts.computeIfAbsent(key, k -> new long[3])[ownFault ? 1 : 2]++;
            tally(ownFault ? "failed" : "rejected", 1);
        }
        if (counts.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
            insert into request_fact as fact
                (tenant, bucket, model, strategy, fallback, served, failed, rejected)
            values (:tenant, :bucket, :model, :strategy, :fallback, :served, :failed, :rejected)
            on conflict (tenant, bucket, model, strategy) do update set
                served = fact.served + excluded.served,
                failed = fact.failed + excluded.failed,
                rejected = fact.rejected + excluded.rejected\
            """);
        counts.forEach((key, n) -> batch.bind("tenant", key.tenant)
                .bind("bucket", key.bucket)
                .bind("model", key.model)
                .bind("strategy", key.strategy)
                .bind("fallback", key.fallback)
                .bind("served", n[0])
                .bind("failed", n[1])
                .bind("rejected", n[2])
                .add());
        batch.execute();
    }

    private void tally(String outcome, int answers) {
        meters.counter("recloop.monitor.answers", "outcome", outcome).increment(answers);
    }

    private Key key(RecommendationsServed one) {
        return new Key(
                one.tenant(),
                config.bucketOf(one.occurredAt()),
                model(one),
                one.strategy().code(),
                one.strategy().fallback());
    }

    private record LatencyKey(String tenant, long bucket, int of) {}

    private void countLatencies(
            Handle transaction, List<RecommendationsServed> served, List<RecommendationFailed> failed) {
        var counts = new TreeMap<LatencyKey, Long>(java.util.Comparator.comparing(LatencyKey::tenant)
                .thenComparing(LatencyKey::bucket)
                .thenComparing(LatencyKey::of));
        var all = new ArrayList<RecommendationEvent>(served);
        all.addAll(failed);
        for (var one : all) {
            counts.merge(
                    new LatencyKey(
                            one.tenant(), config.bucketOf(one.occurredAt()), LatencyClasses.of(one.latencyMicros())),
                    1L,
                    Long::sum);
        }
        if (counts.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
            insert into latency_fact as fact (tenant, bucket, class, requests)
            values (:tenant, :bucket, :class, :n)
            on conflict (tenant, bucket, class) do update set requests = fact.requests + excluded.requests\
            """);
        counts.forEach((key, n) -> batch.bind("tenant", key.tenant)
                .bind("bucket", key.bucket)
                .bind("class", key.of)
                .bind("n", n)
                .add());
        batch.execute();
    }

    private static void countItems(Handle transaction, List<RecommendationsServed> served) {
        var counts = new HashMap<ItemKey, Long>();
        for (var one : served) {
            for (var item : one.items()) {
                counts.merge(ItemKey.of(one.tenant(), one.occurredAt(), item.item()), 1L, Long::sum);
            }
        }
        ItemKey.add(transaction, counts, Map.of());
    }

    private static String model(RecommendationEvent event) {
        var model = event.modelId();
        return model == null ? "" : model;
    }

    @Override
    public void deleteOld(Handle transaction, Instant now) {
        long oldest = now.minus(config.retention()).getEpochSecond();
        transaction.execute("delete from request_fact where bucket < ?", oldest);
        transaction.execute("delete from latency_fact where bucket < ?", oldest);
        transaction.execute("delete from item_fact where hour < ?", oldest);
        // A list that can be clicked no more, with an hour for clicks that are late on their topic.
        Duration clickable = config.attributionWindow().plus(config.clockSkew()).plus(LATE_CLICKS);
        transaction.execute(
                "delete from impression where bucket < ?", now.minus(clickable).getEpochSecond());
        transaction.execute(
                "delete from waiting_click where clicked_at < ?", java.sql.Timestamp.from(now.minus(clickable)));
    }
}
