package io.recloop.monitor.facts;

import io.recloop.contracts.bundle.Profile;
import io.recloop.monitor.statistics.PersonRow;
import io.recloop.monitor.statistics.WindowSample;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/// Reads windows back from the facts.
@Singleton
@Transactional
public class WindowBook {
    private final WindowConfig config;
    private final Session facts;

    private record Totals(long interactions, long people, long rows) {}

    @Inject
    WindowBook(WindowConfig config, Session facts) {
        this.config = config;
        this.facts = facts;
    }

    /// The newest window of which every bucket is over.
    public WindowSample newest(String tenant, Instant now) {
        var end = Instant.ofEpochSecond(config.bucketOf(now));
        return read(tenant, Instant.ofEpochSecond(config.bucketOf(end.minus(config.window()))), end);
    }

    /// How long a window is.
    public Duration length() {
        return config.window();
    }

    /// @param start at a bucket's edge, included
    /// @param end   at a bucket's edge, not included
    private WindowSample read(String tenant, Instant start, Instant end) {
        var totals = totals(tenant, start, end);
        return new WindowSample(
                start,
                end,
                totals.interactions,
                totals.people,
                counts(tenant, start, end, "item", "and positive"),
                counts(tenant, start, end, "rating", "and rating <> ''"),
                counts(tenant, start, end, "action", ""),
                rows(tenant, start, end, totals.rows));
    }

    /// The same window as a bundle's profile has it.
    public Profile profile(String tenant, Instant start, Instant end) {
        var sample = read(tenant, start, end);
        return new Profile(
                start,
                end,
                sample.interactions(),
                sample.people(),
                sample.items().size(),
                sample.ratings(),
                sample.actions(),
                sample.items(),
                volume(tenant, start, end));
    }

    private Profile.Volume volume(String tenant, Instant start, Instant end) {
        long width = Math.max(1, config.bucket().toSeconds());
        long buckets = Duration.between(start, end).toSeconds() / width;
        List<Long> filled = of(Long.class, """
            select cast(sum(interactions) as bigint) from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end group by bucket""", tenant, start, end).getResultList();
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

    private Totals totals(String tenant, Instant start, Instant end) {
        return of(Totals.class, """
            select cast(coalesce(sum(interactions), 0) as bigint), count(distinct person), count(*)
            from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end""", tenant, start, end).getSingleResult();
    }

    private record Counted(String value, long interactions) {}

    private Map<String, Long> counts(String tenant, Instant start, Instant end, String column, String condition) {
        var counts = new TreeMap<String, Long>();
        of(Counted.class, """
            select %1$s, cast(sum(interactions) as bigint) from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end %2$s
            group by %1$s""".formatted(column, condition), tenant, start, end)
                .getResultStream()
                .forEach(row -> counts.put(row.value, row.interactions));
        return counts;
    }

    /// Whole people, every so-many-th by their hash, so that memory stays bounded.
    private List<PersonRow> rows(String tenant, Instant start, Instant end, long present) {
        long every = Math.max(1, Math.ceilDiv(present, config.clusterRows()));
        return of(PersonRow.class, """
            select person, item, action, rating, positive, cast(sum(interactions) as bigint)
            from interaction_fact
            where tenant = :tenant and bucket >= :start and bucket < :end
                and abs(person % :every) = 0
            group by 1, 2, 3, 4, 5 order by person""", tenant, start, end)
                .setParameter("every", every)
                .getResultList();
    }

    private <R> NativeQuery<R> of(Class<R> row, String select, String tenant, Instant start, Instant end) {
        return facts.createNativeQuery(select, row)
                .setParameter("tenant", tenant)
                .setParameter("start", start.getEpochSecond())
                .setParameter("end", end.getEpochSecond());
    }
}
