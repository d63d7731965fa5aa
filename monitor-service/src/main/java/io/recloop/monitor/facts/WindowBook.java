package io.recloop.monitor.facts;

import io.recloop.contracts.bundle.Profile;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.WindowSample;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Reads windows back from the facts.
@Singleton
public final class WindowBook {
    private final WindowConfig config;

    private record Totals(long interactions, long people, long rows) {}

    WindowBook(WindowConfig config) {
        this.config = config;
    }

    /// The newest window of which every bucket is over.
    public WindowSample newest(Handle handle, String tenant, Instant now) {
        var end = Instant.ofEpochSecond(config.bucketOf(now));
        return read(handle, tenant, Instant.ofEpochSecond(config.bucketOf(end.minus(config.window()))), end);
    }

    /// How long a window is.
    public Duration length() {
        return config.window();
    }

    /// @param start at a bucket's edge, included
    /// @param end   at a bucket's edge, not included
    private WindowSample read(Handle handle, String tenant, Instant start, Instant end) {
        var totals = totals(handle, tenant, start, end);
        return new WindowSample(
                start,
                end,
                totals.interactions,
                totals.people,
                counts(handle, tenant, start, end, "item", "and positive"),
                counts(handle, tenant, start, end, "rating", "and rating <> ''"),
                counts(handle, tenant, start, end, "action", ""),
                rows(handle, tenant, start, end, totals.rows));
    }

    /// The same window as a bundle's profile has it.
    public Profile profile(Handle handle, String tenant, Instant start, Instant end) {
        var sample = read(handle, tenant, start, end);
        return new Profile(
                start,
                end,
                sample.interactions(),
                sample.people(),
                sample.items().size(),
                sample.ratings(),
                sample.actions(),
                sample.items(),
                volume(handle, tenant, start, end));
    }

    private Profile.Volume volume(Handle handle, String tenant, Instant start, Instant end) {
        long width = Math.max(1, config.bucket().toSeconds());
        long buckets = Duration.between(start, end).toSeconds() / width;
        List<Long> filled = bind(handle.createQuery("""
            select sum(interactions) from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end group by bucket\
            """), tenant, start, end)
                .mapTo(Long.class)
                .list();
        double sum = 0;
        double squares = 0;
        for (long count : filled) {
            sum += count;
            squares += (double) count * count;
        }
        double mean = buckets == 0 ? 0 : sum / buckets;
        double variance = buckets < 2 ? 0 : Math.max(0, (squares - buckets * mean * mean) / (buckets - 1));
        return new Profile.Volume(Math.toIntExact(width), buckets, mean, variance);
    }

    private static Totals totals(Handle handle, String tenant, Instant start, Instant end) {
        return bind(handle.createQuery("""
            select coalesce(sum(interactions), 0) n, count(distinct person) people, count(*) kept
            from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end\
            """), tenant, start, end)
                .map((rows, context) -> new Totals(rows.getLong("n"), rows.getLong("people"), rows.getLong("kept")))
                .one();
    }

    private static Map<String, Long> counts(
            Handle handle, String tenant, Instant start, Instant end, String column, String condition) {
        var counts = new HashMap<String, Long>();
        bind(handle.createQuery("""
            select %1$s as value, sum(interactions) n from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end %2$s
            group by %1$s\
            """.formatted(column, condition)), tenant, start, end)
                .map((rows, context) -> counts.put(rows.getString("value"), rows.getLong("n")))
                .list();
        return new TreeMap<>(counts);
    }

    /// Whole people, every so-many-th by their hash, so that memory stays bounded.
    private List<PersonRow> rows(Handle handle, String tenant, Instant start, Instant end, long present) {
        long every = Math.max(1, Math.ceilDiv(present, config.clusterRows()));
        return bind(handle.createQuery("""
            select person, item, action, rating, positive, sum(interactions) n
            from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end
                and abs(person % :every) = 0
            group by 1, 2, 3, 4, 5 order by person\
            """), tenant, start, end)
                .bind("every", every)
                .map((rows, context) -> new PersonRow(
                        rows.getLong("person"),
                        rows.getString("item"),
                        rows.getString("action"),
                        rows.getString("rating"),
                        rows.getBoolean("positive"),
                        rows.getLong("n")))
                .list();
    }

    private static Query bind(Query query, String tenant, Instant start, Instant end) {
        return query.bind("tenant", tenant)
                .bind("start", start.getEpochSecond())
                .bind("end", end.getEpochSecond());
    }
}
