package io.recloop.monitor.checks;

import io.recloop.monitor.facts.KpiConfig;
import io.recloop.monitor.statistics.CtrDrop.Bucket;
import io.recloop.monitor.statistics.CtrDrop;
import io.recloop.monitor.verdicts.Measurement;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A model's click-through rate against its own beginning; while that is not over, against the end of the model
/// before. Personal answers only: how many users are unknown must not look like a change of the model.
@Singleton
public final class ClickThrough {
    private final KpiConfig kpi;
    private final CtrConfig config;

    ClickThrough(KpiConfig kpi, CtrConfig config) {
        this.kpi = kpi;
        this.config = config;
    }

    private record Timed(long bucket, long answers, long clicked) {
        Bucket counts() {
            return new Bucket(answers, clicked);
        }
    }

    /// A measurement, and what it was measured against.
    public record Compared(Measurement measurement, String baseline) {}

    public Compared compare(Handle handle, String tenant, String model, Instant now) {
        long end = kpi.bucketOf(now.minus(config.maturity()));
        long start = end - Math.max(config.window().toSeconds(), kpi.bucket().toSeconds());
        var current = between(handle, tenant, model, start, end);
        long answers = current.stream().mapToLong(Timed::answers).sum();
        if (answers < config.minimumRequests()) {
            return new Compared(
                    new Measurement.TooLittle(
                            answers,
                            "%d personal answers, at least %d are needed".formatted(answers, config.minimumRequests())),
                    model);
        }
        var own = first(handle, tenant, model);
        boolean ownIsOver = enough(own) && own.getLast().bucket() < start;
        if (ownIsOver) {
            return new Compared(CtrDrop.compare(counts(own), counts(current)), model);
        }
        var previous = predecessor(handle, tenant, model);
        var before =
                previous.map(one -> last(handle, tenant, one, own.getFirst().bucket()));
        if (before.isPresent() && enough(before.get())) {
            return new Compared(CtrDrop.compare(counts(before.get()), counts(current)), previous.get());
        }
        return new Compared(
                new Measurement.TooLittle(
                        answers,
                        "the reference, the model's first %d personal answers, is not over yet"
                                .formatted(config.referenceRequests())),
                model);
    }

    private boolean enough(List<Timed> reference) {
        return reference.stream().mapToLong(Timed::answers).sum() >= config.referenceRequests();
    }

    private static List<Bucket> counts(List<Timed> timed) {
        return timed.stream().map(Timed::counts).toList();
    }

    private static List<Timed> between(Handle handle, String tenant, String model, long start, long end) {
        return handle.createQuery("""
                        select bucket, sum(served) answers, sum(clicked_early) clicked from request_fact
                        where tenant = :tenant and model = :model and not fallback and served > 0
                            and bucket >= :start and bucket < :end
                        group by bucket order by bucket""")
                .bind("tenant", tenant)
                .bind("model", model)
                .bind("start", start)
                .bind("end", end)
                .map((rows, context) ->
                        new Timed(rows.getLong("bucket"), rows.getLong("answers"), rows.getLong("clicked")))
                .list();
    }

    /// The first buckets until the reference is full.
    private List<Timed> first(Handle handle, String tenant, String model) {
        return full(handle, tenant, model, "asc", Long.MAX_VALUE);
    }

    private List<Timed> last(Handle handle, String tenant, String model, long before) {
        return full(handle, tenant, model, "desc", before);
    }

    private List<Timed> full(Handle handle, String tenant, String model, String order, long before) {
        return handle.createQuery("""
                        select bucket, answers, clicked from (
                            select bucket, sum(served) answers, sum(clicked_early) clicked,
                                sum(sum(served)) over (order by bucket %s) so_far
                            from request_fact
                            where tenant = :tenant and model = :model and not fallback and served > 0
                                and bucket < :before
                            group by bucket) counted
                        where so_far - answers < :wanted
                        order by bucket""".formatted(order))
                .bind("tenant", tenant)
                .bind("model", model)
                .bind("before", before)
                .bind("wanted", config.referenceRequests())
                .map((rows, context) ->
                        new Timed(rows.getLong("bucket"), rows.getLong("answers"), rows.getLong("clicked")))
                .list();
    }

    /// The model that answered last before this one began.
    private static Optional<String> predecessor(Handle handle, String tenant, String model) {
        return handle.createQuery("""
                        select model from request_fact
                        where tenant = :tenant and model not in ('', :model) and not fallback and served > 0
                            and bucket < (select min(bucket) from request_fact
                                where tenant = :tenant and model = :model and not fallback and served > 0)
                        order by bucket desc limit 1""")
                .bind("tenant", tenant)
                .bind("model", model)
                .mapTo(String.class)
                .findOne();
    }
}
