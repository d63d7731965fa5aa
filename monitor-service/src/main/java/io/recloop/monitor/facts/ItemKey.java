package io.recloop.monitor.facts;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

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

    static void add(Handle transaction, Map<ItemKey, Long> shown, Map<ItemKey, Long> clicked) {
        var keys = new TreeSet<>(shown.keySet());
        keys.addAll(clicked.keySet());
        if (keys.isEmpty()) {
            return;
        }
        transaction
                .createUpdate("""
                    insert into item_fact as fact (tenant, hour, item, shown, clicked)
                    select * from unnest(:tenant, :hour, :item, :shown, :clicked)
                    on conflict (tenant, hour, item) do update set
                        shown = fact.shown + excluded.shown, clicked = fact.clicked + excluded.clicked\
                    """)
                .bindArray("tenant", String.class, column(keys, ItemKey::tenant))
                .bindArray("hour", Long.class, column(keys, ItemKey::hour))
                .bindArray("item", String.class, column(keys, ItemKey::item))
                .bindArray("shown", Long.class, column(keys, key -> shown.getOrDefault(key, 0L)))
                .bindArray("clicked", Long.class, column(keys, key -> clicked.getOrDefault(key, 0L)))
                .execute();
    }

    private static <T> List<T> column(Collection<ItemKey> rows, Function<ItemKey, T> field) {
        return rows.stream().map(field).toList();
    }
}
