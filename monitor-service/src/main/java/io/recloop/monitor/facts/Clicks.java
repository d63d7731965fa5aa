package io.recloop.monitor.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.monitor.ingest.TopicEffect;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Clicks to the lists they came from, by request id: counted in the bucket, model and strategy of the list,
/// once a list and once an item of it. A click that is heard of before its list waits for it.
@Singleton
final class Clicks implements TopicEffect<InteractionEvent> {
    private final KpiConfig config;
    private final CtrConfig ctr;
    private final MeterRegistry meters;
    private final Clock clock;

    private record Shown(
            String requestId,
            long bucket,
            String model,
            String strategy,
            Instant at,
            Set<String> items,
            boolean clicked,
            boolean clickedEarly) {}

    Clicks(KpiConfig config, CtrConfig ctr, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.ctr = ctr;
        this.meters = meters;
        this.clock = clock;
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
        Instant oldest = clock.instant().minus(config.retention());
        var clicks = new ArrayList<Click>();
        for (var event : events) {
            switch (event) {
                case InteractionRecorded one -> {
                    var request = one.requestId();
                    if (request != null
                            && config.clicks(one.action())
                            && one.occurredAt().isAfter(oldest)) {
                        clicks.add(new Click(one.tenant(), request, one.item(), one.occurredAt()));
                    }
                }
                // What was clicked stays clicked: the list had led to it.
                case InteractionRetracted retracted -> {}
            }
        }
        attribute(transaction, clicks);
    }

    /// Clicks that came before these lists.
    void applyWaiting(Handle transaction, List<RecommendationsServed> shown) {
        var byTenant = shown.stream()
                .collect(Collectors.groupingBy(
                        RecommendationsServed::tenant,
                        TreeMap::new,
                        Collectors.mapping(RecommendationsServed::requestId, Collectors.toList())));
        byTenant.forEach((tenant, requests) -> {
            if (isWaiting(transaction, tenant)) {
                attribute(transaction, waitingFor(transaction, tenant, requests));
            }
        });
    }

    /// Asked first, because lists come by the thousand and clicks that wait for them hardly ever.
    private static boolean isWaiting(Handle transaction, String tenant) {
        return transaction
                .createQuery("select exists (select from waiting_click where tenant = :tenant)")
                .bind("tenant", tenant)
                .mapTo(Boolean.class)
                .one();
    }

    private static List<Click> waitingFor(Handle transaction, String tenant, List<String> requests) {
        return transaction
                .createQuery("""
                    delete from waiting_click where tenant = :tenant and request_id = any(:requests)
                    returning request_id, item, clicked_at\
                    """)
                .bind("tenant", tenant)
                .bindArray("requests", String.class, requests)
                .map((rows, context) -> new Click(
                        tenant,
                        rows.getString("request_id"),
                        rows.getString("item"),
                        rows.getTimestamp("clicked_at").toInstant()))
                .list();
    }

    private void attribute(Handle transaction, List<Click> clicks) {
        var byTenant = new LinkedHashMap<String, List<Click>>();
        clicks.forEach(click -> byTenant.computeIfAbsent(click.tenant(), tenant -> new ArrayList<>())
                .add(click));
        byTenant.forEach((tenant, ofTenant) -> attribute(transaction, tenant, ofTenant));
    }

    private void attribute(Handle transaction, String tenant, List<Click> clicks) {
        var lists = lists(transaction, tenant, clicks);
        var waiting = new ArrayList<Click>();
        var valid = new ArrayList<Click>();
        for (var click : clicks) {
            var list = lists.get(click.requestId());
            if (list == null) {
                waiting.add(click);
            } else if (list.items.contains(click.item()) && isInTime(list, click)) {
                valid.add(click);
            }
        }
        wait(transaction, waiting);
        countItems(transaction, tenant, valid, lists);
        countLists(transaction, tenant, valid, lists);
    }

    private boolean isInTime(Shown list, Click click) {
        var after = Duration.between(list.at, click.at());
        return after.compareTo(config.clockSkew().negated()) >= 0 && after.compareTo(config.attributionWindow()) <= 0;
    }

    private static Map<String, Shown> lists(Handle transaction, String tenant, List<Click> clicks) {
        var lists = new HashMap<String, Shown>();
        transaction
                .createQuery("""
                    select request_id, bucket, model, strategy, shown_at, items, clicked, clicked_early
                    from impression where tenant = :tenant and request_id = any(:requests)
                    order by request_id for update\
                    """)
                .bind("tenant", tenant)
                .bindArray(
                        "requests",
                        String.class,
                        clicks.stream().map(Click::requestId).distinct().toList())
                .map((rows, context) -> new Shown(
                        rows.getString("request_id"),
                        rows.getLong("bucket"),
                        rows.getString("model"),
                        rows.getString("strategy"),
                        rows.getTimestamp("shown_at").toInstant(),
                        RequestFacts.items(rows.getString("items")),
                        rows.getBoolean("clicked"),
                        rows.getBoolean("clicked_early")))
                .forEach(list -> lists.put(list.requestId, list));
        return lists;
    }

    private static void wait(Handle transaction, List<Click> clicks) {
        if (clicks.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
            insert into waiting_click as waiting (tenant, request_id, item, clicked_at)
            values (:tenant, :request, :item, :at)
            on conflict (tenant, request_id, item)
            do update set clicked_at = least(waiting.clicked_at, excluded.clicked_at)\
            """);
        clicks.forEach(click -> batch.bind("tenant", click.tenant())
                .bind("request", click.requestId())
                .bind("item", click.item())
                .bind("at", click.at())
                .add());
        batch.execute();
    }

    private static void countItems(Handle transaction, String tenant, List<Click> clicks, Map<String, Shown> lists) {
        if (clicks.isEmpty()) {
            return;
        }
        var batch = transaction.prepareBatch("""
            insert into impression_click (tenant, request_id, item) values (:tenant, :request, :item)
            on conflict do nothing\
            """);
        clicks.forEach(click -> batch.bind("tenant", tenant)
                .bind("request", click.requestId())
                .bind("item", click.item())
                .add());
        int[] inserted = batch.execute();
        var counts = new TreeMap<ItemKey, Long>();
        for (int i = 0; i < inserted.length; i++) {
            var list = lists.get(clicks.get(i).requestId());
            if (inserted[i] == 1 && list != null) {
                counts.merge(ItemKey.of(tenant, list.at, clicks.get(i).item()), 1L, Long::sum);
            }
        }
        ItemKey.add(transaction, Map.of(), counts);
    }

    private void countLists(Handle transaction, String tenant, List<Click> clicks, Map<String, Shown> lists) {
        var early = new HashMap<String, Boolean>();
        for (var click : clicks) {
            var list = lists.get(click.requestId());
            if (list != null) {
                boolean soon = Duration.between(list.at, click.at()).compareTo(ctr.maturity()) <= 0;
                early.merge(click.requestId(), soon, Boolean::logicalOr);
            }
        }
        for (var entry : new TreeMap<>(early).entrySet()) {
            var list = lists.get(entry.getKey());
            if (list == null) {
                continue;
            }
            int first = list.clicked ? 0 : 1;
            int firstEarly = entry.getValue() && !list.clickedEarly ? 1 : 0;
            if (first + firstEarly == 0) {
                continue;
            }
            transaction
                    .createUpdate("""
                        update impression set clicked = true, clicked_early = clicked_early or :early
                        where tenant = :tenant and request_id = :request\
                        """)
                    .bind("early", entry.getValue())
                    .bind("tenant", tenant)
                    .bind("request", list.requestId)
                    .execute();
            transaction
                    .createUpdate("""
                        update request_fact set clicked = clicked + :first, clicked_early = clicked_early + :early
                        where tenant = :tenant and bucket = :bucket and model = :model and strategy = :strategy\
                        """)
                    .bind("first", first)
                    .bind("early", firstEarly)
                    .bind("tenant", tenant)
                    .bind("bucket", list.bucket)
                    .bind("model", list.model)
                    .bind("strategy", list.strategy)
                    .execute();
            meters.counter("recloop.monitor.answers.clicked").increment(first);
        }
    }
}
