package io.recloop.monitor.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.contracts.events.RecommendationFailed;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.contracts.events.ShownItem;
import io.recloop.monitor.ingest.CountedEvents;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.Retention;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
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

/// `recommendations` to counts of answers, latencies and shown items; remembers each list for as long as
/// it may be clicked.
@Singleton
final class RequestFacts implements TopicEffect<RecommendationEvent>, Retention {
    private static final Duration LATE_CLICKS = Duration.ofHours(1);
    /// Between the items of a list: a control character, which no id has.
    private static final String SEPARATOR = "\u001f";

    private final KpiConfig config;
    private final NewAnswers answers;
    private final CountedEvents counted;
    private final FactStore facts;
    private final MeterRegistry meters;

    RequestFacts(KpiConfig config, NewAnswers answers, CountedEvents counted, FactStore facts, MeterRegistry meters) {
        this.config = config;
        this.answers = answers;
        this.counted = counted;
        this.facts = facts;
        this.meters = meters;
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
    public void apply(TopicEvents<RecommendationEvent> events, Instant now) {
        Instant oldest = now.minus(config.retention());
        var kept = events.all().stream()
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
        var failed = counted.fresh(failures, now);
        var shown = remember(served.values());
        count(shown, failed);
        countLatencies(shown, failed);
        countItems(shown);
        answers.apply(shown, failed, events::isOnTime);
    }

    private record Request(String tenant, String requestId) {}

    /// The lists that are new: a request id counts once, also where somebody sent it under two event ids.
    private List<RecommendationsServed> remember(Collection<RecommendationsServed> served) {
        var byKey = served.stream().collect(Collectors.groupingBy(this::key, TreeMap::new, Collectors.toList()));
        var fresh = new ArrayList<RecommendationsServed>(served.size());
        byKey.forEach((key, lists) -> fresh.addAll(remember(key, lists)));
        return fresh;
    }

    /// One statement for all lists of a key: a statement a row costs the database more than the rows do,
    /// and so do columns that are the same in each. Which of them are new it tells where not all are.
    private List<RecommendationsServed> remember(Key key, List<RecommendationsServed> lists) {
        var fresh = facts.call(connection -> {
            try (var insert = connection.prepareStatement("""
                    with fresh as (
                        insert into impression (tenant, request_id, bucket, model, strategy, shown_at, items)
                        select ?, request, ?, ?, ?, to_timestamp(shown_at), items
                        from unnest(?, ?, ?) as list (request, shown_at, items)
                        on conflict do nothing
                        returning request_id)
                    select array(select request_id from fresh where (select count(*) from fresh) < ?) as requests,
                        (select count(*) from fresh) as inserted\
                    """)) {
                insert.setString(1, key.tenant);
                insert.setLong(2, key.bucket);
                insert.setString(3, key.model);
                insert.setString(4, key.strategy);
                insert.setArray(5, connection.createArrayOf("text", column(lists, RecommendationsServed::requestId)));
                insert.setArray(
                        6, connection.createArrayOf("float8", column(lists, list -> seconds(list.occurredAt()))));
                insert.setArray(7, connection.createArrayOf("text", column(lists, RequestFacts::joined)));
                insert.setInt(8, lists.size());
                try (var row = insert.executeQuery()) {
                    row.next();
                    return row.getLong("inserted") == lists.size()
                            ? Optional.<Set<String>>empty()
                            : Optional.of(
                                    Set.of((String[]) row.getArray("requests").getArray()));
                }
            }
        });
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

    private static <R> Object[] column(Collection<R> rows, Function<R, ?> field) {
        return rows.stream().map(field).toArray();
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
    private void count(List<RecommendationsServed> served, List<RecommendationFailed> failed) {
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
        facts.batch("""
            insert into request_fact as fact
                (tenant, bucket, model, strategy, fallback, served, failed, rejected)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (tenant, bucket, model, strategy) do update set
                served = fact.served + excluded.served,
                failed = fact.failed + excluded.failed,
                rejected = fact.rejected + excluded.rejected\
            """, counts.entrySet(), (insert, row) -> {
            insert.setString(1, row.getKey().tenant);
            insert.setLong(2, row.getKey().bucket);
            insert.setString(3, row.getKey().model);
            insert.setString(4, row.getKey().strategy);
            insert.setBoolean(5, row.getKey().fallback);
            insert.setLong(6, row.getValue()[0]);
            insert.setLong(7, row.getValue()[1]);
            insert.setLong(8, row.getValue()[2]);
        });
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

    private void countLatencies(List<RecommendationsServed> served, List<RecommendationFailed> failed) {
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
        facts.batch("""
            insert into latency_fact as fact (tenant, bucket, class, requests)
            values (?, ?, ?, ?)
            on conflict (tenant, bucket, class) do update set requests = fact.requests + excluded.requests\
            """, counts.entrySet(), (insert, row) -> {
            insert.setString(1, row.getKey().tenant);
            insert.setLong(2, row.getKey().bucket);
            insert.setInt(3, row.getKey().of);
            insert.setLong(4, row.getValue());
        });
    }

    private void countItems(List<RecommendationsServed> served) {
        var counts = new HashMap<ItemKey, Long>();
        for (var one : served) {
            for (var item : one.items()) {
                counts.merge(ItemKey.of(one.tenant(), one.occurredAt(), item.item()), 1L, Long::sum);
            }
        }
        ItemKey.add(facts, counts, Map.of());
    }

    private static String model(RecommendationEvent event) {
        var model = event.modelId();
        return model == null ? "" : model;
    }

    @Override
    public void deleteOld(Instant now) {
        long oldest = now.minus(config.retention()).getEpochSecond();
        facts.update("delete from request_fact where bucket < ?", oldest);
        facts.update("delete from latency_fact where bucket < ?", oldest);
        facts.update("delete from item_fact where hour < ?", oldest);
        // A list that can be clicked no more, with an hour for clicks that are late on their topic.
        Duration clickable = config.attributionWindow().plus(config.clockSkew()).plus(LATE_CLICKS);
        facts.update(
                "delete from impression where bucket < ?", now.minus(clickable).getEpochSecond());
        facts.update("delete from waiting_click where clicked_at < ?", FactStore.at(now.minus(clickable)));
    }
}
