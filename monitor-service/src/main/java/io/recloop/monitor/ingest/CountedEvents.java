package io.recloop.monitor.ingest;

import io.recloop.contracts.events.Event;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Which events have been counted already; a sender that tries again sends the same event id.
public final class CountedEvents {
    private CountedEvents() {}

    /// The events that nobody has counted, each once; they are remembered as counted.
    ///
    /// @param second now, in seconds since 1970
    public static <E extends Event> List<E> fresh(Handle transaction, List<E> events, long second) {
        var byTenant = new LinkedHashMap<String, Map<String, E>>();
        for (E event : events) {
            byTenant.computeIfAbsent(event.tenant(), tenant -> new LinkedHashMap<>())
                    .putIfAbsent(event.eventId(), event);
        }
        return byTenant.entrySet().stream()
                .flatMap(tenant -> {
                    var inserted = remember(
                            transaction, tenant.getKey(), tenant.getValue().keySet(), second);
                    return tenant.getValue().values().stream().filter(event -> inserted.contains(event.eventId()));
                })
                .toList();
    }

    private static Set<String> remember(Handle transaction, String tenant, Set<String> ids, long second) {
        return new HashSet<>(transaction
                .createQuery("""
                    insert into counted_event (tenant, event_id, counted_at)
                    select :tenant, id, :second from unnest(:ids) id
                    on conflict do nothing
                    returning event_id\
                    """)
                .bind("tenant", tenant)
                .bind("second", second)
                .bindArray("ids", String.class, ids)
                .mapTo(String.class)
                .list());
    }

    static void forgetBefore(Handle transaction, long second) {
        transaction.execute("delete from counted_event where counted_at < ?", second);
    }
}
