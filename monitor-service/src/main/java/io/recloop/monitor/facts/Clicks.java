package io.recloop.monitor.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.InteractionEvent;
import io.recloop.contracts.events.InteractionRecorded;
import io.recloop.contracts.events.InteractionRetracted;
import io.recloop.contracts.events.RecommendationsServed;
import io.recloop.monitor.ingest.FactStore;
import io.recloop.monitor.ingest.TopicEffect;
import io.recloop.monitor.ingest.TopicEvents;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
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

/// Clicks to the lists they came from, by request id: counted in the bucket, model and strategy of the
/// list, once a list and once an item of it. A click that is heard of before its list waits for it.
@Singleton
final class Clicks implements TopicEffect<InteractionEvent> {
    private final KpiConfig config;
    private final CtrConfig ctr;
    private final FactStore facts;
    private final MeterRegistry meters;

    private record Shown(
            String requestId,
            long bucket,
            String model,
            String strategy,
            Instant at,
            Set<String> items,
            boolean clicked,
            boolean clickedEarly) {}

    Clicks(KpiConfig config, CtrConfig ctr, FactStore facts, MeterRegistry meters) {
        this.config = config;
        this.ctr = ctr;
        this.facts = facts;
        this.meters = meters;
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
        Instant oldest = now.minus(config.retention());
        var clicks = new ArrayList<Click>();
        for (var event : events.all()) {
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
        attribute(clicks);
    }

    /// Clicks that came before these lists.
    void applyWaiting(List<RecommendationsServed> shown) {
        var byTenant = shown.stream()
                .collect(Collectors.groupingBy(
                        RecommendationsServed::tenant,
                        TreeMap::new,
                        Collectors.mapping(RecommendationsServed::requestId, Collectors.toList())));
        byTenant.forEach((tenant, requests) -> {
            if (isWaiting(tenant)) {
                attribute(waitingFor(tenant, requests));
            }
        });
    }

    /// Asked first, because lists come by the thousand and clicks that wait for them hardly ever.
    private boolean isWaiting(String tenant) {
        return facts.call(connection -> {
            try (var select =
                    connection.prepareStatement("select exists (select from waiting_click where tenant = ?)")) {
                select.setString(1, tenant);
                try (var row = select.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    private List<Click> waitingFor(String tenant, List<String> requests) {
        return facts.call(connection -> {
            try (var delete = connection.prepareStatement("""
                    delete from waiting_click where tenant = ? and request_id = any(?)
                    returning request_id, item, clicked_at""")) {
                delete.setString(1, tenant);
                delete.setArray(2, connection.createArrayOf("text", requests.toArray()));
                var clicks = new ArrayList<Click>();
                try (var rows = delete.executeQuery()) {
                    while (rows.next()) {
                        clicks.add(new Click(
                                tenant,
                                rows.getString("request_id"),
                                rows.getString("item"),
                                rows.getTimestamp("clicked_at").toInstant()));
                    }
                }
                return clicks;
            }
        });
    }

    private void attribute(List<Click> clicks) {
        var byTenant = new LinkedHashMap<String, List<Click>>();
        clicks.forEach(click -> byTenant.computeIfAbsent(click.tenant(), tenant -> new ArrayList<>())
                .add(click));
        byTenant.forEach((tenant, ofTenant) -> attribute(tenant, ofTenant));
    }

    private void attribute(String tenant, List<Click> clicks) {
        var lists = lists(tenant, clicks);
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
        wait(waiting);
        countItems(tenant, valid, lists);
        countLists(tenant, valid, lists);
    }

    private boolean isInTime(Shown list, Click click) {
        var after = Duration.between(list.at, click.at());
        return after.compareTo(config.clockSkew().negated()) >= 0 && after.compareTo(config.attributionWindow()) <= 0;
    }

    private Map<String, Shown> lists(String tenant, List<Click> clicks) {
        return facts.call(connection -> {
            try (var select = connection.prepareStatement("""
                    select request_id, bucket, model, strategy, shown_at, items, clicked, clicked_early
                    from impression where tenant = ? and request_id = any(?)
                    order by request_id for update""")) {
                select.setString(1, tenant);
                select.setArray(
                        2,
                        connection.createArrayOf(
                                "text",
                                clicks.stream().map(Click::requestId).distinct().toArray()));
                var lists = new HashMap<String, Shown>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        lists.put(rows.getString("request_id"), shown(rows));
                    }
                }
                return lists;
            }
        });
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getString("request_id"),
                row.getLong("bucket"),
                row.getString("model"),
                row.getString("strategy"),
                row.getTimestamp("shown_at").toInstant(),
                RequestFacts.items(row.getString("items")),
                row.getBoolean("clicked"),
                row.getBoolean("clicked_early"));
    }

    private void wait(List<Click> clicks) {
        facts.batch("""
            insert into waiting_click as waiting (tenant, request_id, item, clicked_at)
            values (?, ?, ?, ?)
            on conflict (tenant, request_id, item)
            do update set clicked_at = least(waiting.clicked_at, excluded.clicked_at)\
            """, clicks, (insert, click) -> {
            insert.setString(1, click.tenant());
            insert.setString(2, click.requestId());
            insert.setString(3, click.item());
            insert.setObject(4, FactStore.at(click.at()));
        });
    }

    private void countItems(String tenant, List<Click> clicks, Map<String, Shown> lists) {
        int[] inserted = facts.batch("""
            insert into impression_click (tenant, request_id, item) values (?, ?, ?)
            on conflict do nothing\
            """, clicks, (insert, click) -> {
            insert.setString(1, tenant);
            insert.setString(2, click.requestId());
            insert.setString(3, click.item());
        });
        var counts = new TreeMap<ItemKey, Long>();
        for (int i = 0; i < inserted.length; i++) {
            var list = lists.get(clicks.get(i).requestId());
            if (inserted[i] == 1 && list != null) {
                counts.merge(ItemKey.of(tenant, list.at, clicks.get(i).item()), 1L, Long::sum);
            }
        }
        ItemKey.add(facts, Map.of(), counts);
    }

    private void countLists(String tenant, List<Click> clicks, Map<String, Shown> lists) {
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
            facts.update("""
                    update impression set clicked = true, clicked_early = clicked_early or ?
                    where tenant = ? and request_id = ?""", entry.getValue(), tenant, list.requestId);
            facts.update("""
                    update request_fact set clicked = clicked + ?, clicked_early = clicked_early + ?
                    where tenant = ? and bucket = ? and model = ? and strategy = ?""", first, firstEarly, tenant, list.bucket, list.model, list.strategy);
            meters.counter("recloop.monitor.answers.clicked").increment(first);
        }
    }
}
