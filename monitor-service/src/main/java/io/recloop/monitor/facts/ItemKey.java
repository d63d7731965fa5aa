package io.recloop.monitor.facts;

import io.recloop.monitor.ingest.FactStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/// An item within an hour.
record ItemKey(String tenant, long hour, String item) implements Comparable<ItemKey> {
    private static final Duration HOUR = Duration.ofHours(1);

    static ItemKey of(String tenant, Instant at, String item) {
        return new ItemKey(tenant, Math.floorDiv(at.getEpochSecond(), HOUR.toSeconds()) * HOUR.toSeconds(), item);
    }

    @Override
    public int compareTo(ItemKey other) {
        return Comparator.comparing(ItemKey::tenant)
                .thenComparing(ItemKey::hour)
                .thenComparing(ItemKey::item)
                .compare(this, other);
    }

    static void add(FactStore facts, Map<ItemKey, Long> shown, Map<ItemKey, Long> clicked) {
        var keys = new TreeSet<>(shown.keySet());
        keys.addAll(clicked.keySet());
        if (keys.isEmpty()) {
            return;
        }
        facts.call(connection -> {
            try (var upsert = connection.prepareStatement("""
                    insert into item_fact as fact (tenant, hour, item, shown, clicked)
                    select * from unnest(?, ?, ?, ?, ?)
                    on conflict (tenant, hour, item) do update set
                        shown = fact.shown + excluded.shown, clicked = fact.clicked + excluded.clicked\
                    """)) {
                upsert.setArray(1, connection.createArrayOf("text", column(keys, ItemKey::tenant)));
                upsert.setArray(2, connection.createArrayOf("bigint", column(keys, ItemKey::hour)));
                upsert.setArray(3, connection.createArrayOf("text", column(keys, ItemKey::item)));
                upsert.setArray(
                        4, connection.createArrayOf("bigint", column(keys, key -> shown.getOrDefault(key, 0L))));
                upsert.setArray(
                        5, connection.createArrayOf("bigint", column(keys, key -> clicked.getOrDefault(key, 0L))));
                return upsert.executeUpdate();
            }
        });
    }

    private static Object[] column(Collection<ItemKey> rows, Function<ItemKey, ?> field) {
        return rows.stream().map(field).toArray();
    }
}
