package io.recloop.monitor.ingest;

import io.recloop.contracts.events.Event;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// Which events have been counted already; a sender that tries again sends the same event id.
@Singleton
public final class CountedEvents {
    /// Which rows are new is said only where not all are: as a rule nobody has sent anything twice.
    private static final String INSERT = """
        with fresh as (
            insert into counted_event (high, low, counted_at)
            select high, low, ? from unnest(?, ?) as event (high, low)
            on conflict do nothing
            returning high, low)
        select count(*) as inserted,
            case when count(*) < ? then array_agg(high) end as high,
            case when count(*) < ? then array_agg(low) end as low
        from fresh\
        """;

    private final FactStore facts;

    CountedEvents(FactStore facts) {
        this.facts = facts;
    }

    /// The events that nobody has counted, each once; they are remembered as counted.
    ///
    public <E extends Event> List<E> fresh(List<E> events, Instant now) {
        if (events.isEmpty()) {
            return List.of();
        }
        var hashes = new EventHash.Maker();
        var distinct = LinkedHashMap.<EventHash, E>newLinkedHashMap(events.size());
        for (E event : events) {
            distinct.putIfAbsent(hashes.of(event.tenant(), event.eventId()), event);
        }
        var inserted = facts.call(
                connection -> Optional.ofNullable(remember(connection, distinct.keySet(), now.getEpochSecond())));
        return inserted.map(some -> only(some, distinct)).orElseGet(() -> List.copyOf(distinct.values()));
    }

    private static <E> List<E> only(Set<EventHash> wanted, Map<EventHash, E> events) {
        var found = new ArrayList<E>(wanted.size());
        events.forEach((hash, event) -> {
            if (wanted.contains(hash)) {
                found.add(event);
            }
        });
        return found;
    }

    /// @return null where all were new
    private static @Nullable Set<EventHash> remember(Connection connection, Set<EventHash> hashes, long second)
            throws SQLException {
        long[] high = hashes.stream().mapToLong(EventHash::high).toArray();
        long[] low = hashes.stream().mapToLong(EventHash::low).toArray();
        var arrays = connection.unwrap(PGConnection.class);
        try (var insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, second);
            insert.setArray(2, arrays.createArrayOf("bigint", high));
            insert.setArray(3, arrays.createArrayOf("bigint", low));
            insert.setInt(4, high.length);
            insert.setInt(5, high.length);
            try (var rows = insert.executeQuery()) {
                rows.next();
                return rows.getInt("inserted") == high.length ? null : hashes(rows);
            }
        }
    }

    private static Set<EventHash> hashes(ResultSet row) throws SQLException {
        var found = new HashSet<EventHash>();
        Array high = row.getArray("high");
        if (high != null) {
            var highs = (Long[]) high.getArray();
            var lows = (Long[]) row.getArray("low").getArray();
            for (int i = 0; i < highs.length; i++) {
                found.add(new EventHash(highs[i], lows[i]));
            }
        }
        return found;
    }

    void forgetBefore(Instant time) {
        facts.update("delete from counted_event where counted_at < ?", time.getEpochSecond());
    }
}
