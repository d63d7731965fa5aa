package io.recloop.monitor.facts;

import io.recloop.monitor.facts.Kpis.ItemKpi;
import io.recloop.monitor.facts.Kpis.Latency;
import io.recloop.monitor.facts.Kpis.OfModel;
import io.recloop.monitor.facts.Kpis.Point;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Reads the KPIs back from the facts.
@Singleton
@Transactional
public class KpiBook {
    private final Session facts;

    @Inject
    KpiBook(Session facts) {
        this.facts = facts;
    }

    private record Row(
            long start, String model, long served, long fallbacks, long failed, long rejected, long clicked) {}

    /// @param step whole seconds, at least 1
    public Kpis between(String tenant, Instant from, Instant to, Duration step) {
        long seconds = step.toSeconds();
        var byStart = new TreeMap<Long, List<Row>>();
        for (var row : rows(tenant, from, to, seconds)) {
            byStart.computeIfAbsent(row.start, start -> new ArrayList<>()).add(row);
        }
        // After the counts: requests that are counted have latencies, whatever is committed in between.
        var latencies = latencies(tenant, from, to, seconds);
        var points = byStart.entrySet().stream()
                .map(entry -> point(entry.getKey(), entry.getValue(), latencies.get(entry.getKey())))
                .toList();
        return new Kpis(tenant, from, to, seconds, points);
    }

    private List<Row> rows(String tenant, Instant from, Instant to, long seconds) {
        return facts.createNativeQuery("""
                    select bucket / :step * :step, model, cast(sum(served) as bigint),
                        cast(coalesce(sum(served) filter (where fallback), 0) as bigint),
                        cast(sum(failed) as bigint), cast(sum(rejected) as bigint), cast(sum(clicked) as bigint)
                    from request_fact
                    where tenant = :tenant and bucket >= :from and bucket < :to
                    group by 1, 2 order by 1, 2""", Row.class)
                .setParameter("step", seconds)
                .setParameter("tenant", tenant)
                .setParameter("from", from.getEpochSecond())
                .setParameter("to", to.getEpochSecond())
                .getResultList();
    }

    private record OfClass(long start, int latency, long requests) {}

    private Map<Long, SortedMap<Integer, Long>> latencies(String tenant, Instant from, Instant to, long seconds) {
        var byStart = new HashMap<Long, SortedMap<Integer, Long>>();
        facts.createNativeQuery("""
                    select bucket / :step * :step, class, cast(sum(requests) as bigint) from latency_fact
                    where tenant = :tenant and bucket >= :from and bucket < :to
                    group by 1, 2""", OfClass.class)
                .setParameter("step", seconds)
                .setParameter("tenant", tenant)
                .setParameter("from", from.getEpochSecond())
                .setParameter("to", to.getEpochSecond())
                .getResultStream()
                .forEach(row -> byStart.computeIfAbsent(row.start, start -> new TreeMap<>())
                        .put(row.latency, row.requests));
        return byStart;
    }

    /// @param millis NaN where nothing was answered
    public record LatencyQuantile(double millis, long answers) {}

    public LatencyQuantile latency(String tenant, Instant from, Instant to, double p) {
        var classes = new TreeMap<Integer, Long>();
        latencies(tenant, from, to, Long.MAX_VALUE)
                .values()
                .forEach(counts -> counts.forEach((of, requests) -> classes.merge(of, requests, Long::sum)));
        return new LatencyQuantile(
                LatencyClasses.quantile(classes, p) / 1000,
                classes.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Point point(long start, List<Row> rows, @Nullable SortedMap<Integer, Long> latencies) {
        long served = rows.stream().mapToLong(Row::served).sum();
        long fallbacks = rows.stream().mapToLong(Row::fallbacks).sum();
        long failed = rows.stream().mapToLong(Row::failed).sum();
        long rejected = rows.stream().mapToLong(Row::rejected).sum();
        long clicked = rows.stream().mapToLong(Row::clicked).sum();
        return new Point(
                Instant.ofEpochSecond(start),
                served + failed + rejected,
                served,
                failed,
                rejected,
                fallbacks,
                clicked,
                Kpis.ratio(failed, served + failed),
                Kpis.ratio(fallbacks, served),
                Kpis.ratio(clicked, served),
                latencies == null
                        ? null
                        : new Latency(
                                LatencyClasses.quantile(latencies, 0.50) / 1000,
                                LatencyClasses.quantile(latencies, 0.95) / 1000,
                                LatencyClasses.quantile(latencies, 0.99) / 1000),
                rows.stream()
                        .map(row -> new OfModel(
                                row.model.isEmpty() ? null : row.model,
                                row.served,
                                row.fallbacks,
                                row.clicked,
                                Kpis.ratio(row.clicked, row.served)))
                        .toList());
    }

    private record OfItem(String item, long shown, long clicked) {
        ItemKpi kpi() {
            return new ItemKpi(item, shown, clicked, (double) clicked / shown);
        }
    }

    /// The items shown most.
    public List<ItemKpi> items(String tenant, Instant from, Instant to, int limit) {
        return facts.createNativeQuery("""
                    select item, cast(sum(shown) as bigint), cast(sum(clicked) as bigint) from item_fact
                    where tenant = :tenant and hour >= :from and hour < :to
                    group by item having sum(shown) > 0 order by sum(shown) desc, item limit :limit""", OfItem.class)
                .setParameter("tenant", tenant)
                .setParameter("from", from.getEpochSecond() / 3600 * 3600)
                .setParameter("to", to.getEpochSecond())
                .setParameter("limit", limit)
                .getResultStream()
                .map(OfItem::kpi)
                .toList();
    }

    /// Of one tenant.
    ///
    /// @param failed    by the service's own fault
    /// @param fallbacks served, and not personal
    public record Answers(String tenant, long served, long failed, long fallbacks, long clicked) {}

    /// Of every tenant that was answered.
    public List<Answers> answersSince(Instant time) {
        return facts.createNativeQuery("""
                    select tenant, cast(sum(served) as bigint), cast(sum(failed) as bigint),
                        cast(coalesce(sum(served) filter (where fallback), 0) as bigint), cast(sum(clicked) as bigint)
                    from request_fact where bucket >= :since group by tenant""", Answers.class)
                .setParameter("since", time.getEpochSecond())
                .getResultList();
    }

    /// All answers of a tenant, of whatever kind.
    public long requestsSince(String tenant, Instant time) {
        return facts.createNativeQuery("""
                    select cast(coalesce(sum(served + failed + rejected), 0) as bigint) from request_fact
                    where tenant = :tenant and bucket >= :since""", Long.class)
                .setParameter("tenant", tenant)
                .setParameter("since", time.getEpochSecond())
                .getSingleResult();
    }
}
