package io.recloop.monitor.facts;

import io.recloop.monitor.facts.Kpis.ItemKpi;
import io.recloop.monitor.facts.Kpis.Latency;
import io.recloop.monitor.facts.Kpis.OfModel;
import io.recloop.monitor.facts.Kpis.Point;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Reads the KPIs back from the facts.
@Singleton
public final class KpiBook {
    private final Jdbi jdbi;

    KpiBook(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private record Row(
            long start, String model, long served, long fallbacks, long failed, long rejected, long clicked) {}

    /// @param step whole seconds, at least 1
    public Kpis between(String tenant, Instant from, Instant to, Duration step) {
        long seconds = step.toSeconds();
        return jdbi.inTransaction(handle -> {
            var rows = rows(handle, tenant, from, to, seconds);
            var latencies = latencies(handle, tenant, from, to, seconds);
            var byStart = new TreeMap<Long, List<Row>>();
            rows.forEach(row -> byStart.computeIfAbsent(row.start, start -> new ArrayList<>())
                    .add(row));
            var points = byStart.entrySet().stream()
                    .map(entry -> point(entry.getKey(), entry.getValue(), latencies.get(entry.getKey())))
                    .toList();
            return new Kpis(tenant, from, to, seconds, points);
        });
    }

    private static List<Row> rows(Handle handle, String tenant, Instant from, Instant to, long seconds) {
        return handle.createQuery("""
            select bucket / :step * :step as start, model, sum(served) served,
                sum(served) filter (where fallback) fallbacks,
                sum(failed) failed, sum(rejected) rejected, sum(clicked) clicked
            from request_fact
            where tenant = :tenant and bucket >= :from and bucket < :to
            group by 1, 2 order by 1, 2\
            """)
                .bind("step", seconds)
                .bind("tenant", tenant)
                .bind("from", from.getEpochSecond())
                .bind("to", to.getEpochSecond())
                .map((rows, context) -> new Row(
                        rows.getLong("start"),
                        rows.getString("model"),
                        rows.getLong("served"),
                        rows.getLong("fallbacks"),
                        rows.getLong("failed"),
                        rows.getLong("rejected"),
                        rows.getLong("clicked")))
                .list();
    }

    private static Map<Long, SortedMap<Integer, Long>> latencies(
            Handle handle, String tenant, Instant from, Instant to, long seconds) {
        var byStart = new HashMap<Long, SortedMap<Integer, Long>>();
        handle.createQuery("""
            select bucket / :step * :step as start, class, sum(requests) requests from latency_fact
            where tenant = :tenant and bucket >= :from and bucket < :to
            group by 1, 2\
            """)
                .bind("step", seconds)
                .bind("tenant", tenant)
                .bind("from", from.getEpochSecond())
                .bind("to", to.getEpochSecond())
                .map((rows, context) -> {
                    byStart.computeIfAbsent(rows.getLong("start"), start -> new TreeMap<>())
                            .put(rows.getInt("class"), rows.getLong("requests"));
                    return true;
                })
                .list();
        return byStart;
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

    /// The items shown most.
    public List<ItemKpi> items(String tenant, Instant from, Instant to, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
            select item, sum(shown) shown, sum(clicked) clicked from item_fact
            where tenant = :tenant and hour >= :from and hour < :to
            group by item having sum(shown) > 0 order by sum(shown) desc, item limit :limit\
            """)
                .bind("tenant", tenant)
                .bind("from", from.getEpochSecond() / 3600 * 3600)
                .bind("to", to.getEpochSecond())
                .bind("limit", limit)
                .map((rows, context) -> new ItemKpi(
                        rows.getString("item"),
                        rows.getLong("shown"),
                        rows.getLong("clicked"),
                        (double) rows.getLong("clicked") / rows.getLong("shown")))
                .list());
    }
}
