package io.recloop.monitor.checks;

import io.recloop.monitor.facts.CtrConfig;
import io.recloop.monitor.facts.KpiConfig;
import io.recloop.monitor.statistics.CtrDrop.Bucket;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/// Personal answers of a model and their clicks, per bucket of time: those of a window, and those that it is compared
/// with.
@Singleton
final class ClickThrough {
    private final KpiConfig kpi;
    private final CtrConfig config;
    private final Session facts;

    ClickThrough(KpiConfig kpi, CtrConfig config, Session facts) {
        this.kpi = kpi;
        this.config = config;
        this.facts = facts;
    }

    private record Timed(long bucket, long answers, long clicked) {
        Bucket counts() {
            return new Bucket(answers, clicked);
        }
    }

    /// Of the newest window that is old enough to have been clicked.
    List<Bucket> window(String tenant, String model, Instant now) {
        long end = end(now);
        return counts(between(tenant, model, start(end), end));
    }

    /// The model's own first answers once they are over, before that the last ones of the model before.
    Reference.Clicks reference(String tenant, String model, Instant now) {
        var own = first(tenant, model);
        if (enough(own) && own.getLast().bucket() < start(end(now))) {
            return new Reference.Clicks(model, counts(own));
        }
        if (!own.isEmpty()) {
            var previous = predecessor(tenant, model);
            if (previous.isPresent()) {
                var before = last(tenant, previous.get(), own.getFirst().bucket());
                if (enough(before)) {
                    return new Reference.Clicks(previous.get(), counts(before));
                }
            }
        }
        return new Reference.Clicks(model, List.of());
    }

    private long end(Instant now) {
        return kpi.bucketOf(now.minus(config.maturity()));
    }

    private long start(long end) {
        return end - Math.max(config.window().toSeconds(), kpi.bucket().toSeconds());
    }

    private boolean enough(List<Timed> reference) {
        return reference.stream().mapToLong(Timed::answers).sum() >= config.referenceRequests();
    }

    private static List<Bucket> counts(List<Timed> timed) {
        return timed.stream().map(Timed::counts).toList();
    }

    private List<Timed> between(String tenant, String model, long start, long end) {
        return facts.createNativeQuery("""
            select bucket, cast(sum(served) as bigint), cast(sum(clicked_early) as bigint) from request_fact
            where tenant = :tenant and model = :model and not fallback and served > 0
                and bucket >= :start and bucket < :end
            group by bucket order by bucket""", Timed.class)
                .setParameter("tenant", tenant)
                .setParameter("model", model)
                .setParameter("start", start)
                .setParameter("end", end)
                .getResultList();
    }

    /// The first buckets until the reference is full.
    private List<Timed> first(String tenant, String model) {
        return full(tenant, model, "asc", Long.MAX_VALUE);
    }

    private List<Timed> last(String tenant, String model, long before) {
        return full(tenant, model, "desc", before);
    }

    private List<Timed> full(String tenant, String model, String order, long before) {
        return facts.createNativeQuery("""
            select bucket, cast(answers as bigint), cast(clicked as bigint) from (
                select bucket, sum(served) answers, sum(clicked_early) clicked,
                    sum(sum(served)) over (order by bucket %s) so_far
                from request_fact
                where tenant = :tenant and model = :model and not fallback and served > 0
                    and bucket < :before
                group by bucket) counted
            where so_far - answers < :wanted
            order by bucket""".formatted(order), Timed.class)
                .setParameter("tenant", tenant)
                .setParameter("model", model)
                .setParameter("before", before)
                .setParameter("wanted", config.referenceRequests())
                .getResultList();
    }

    /// The model that answered last before this one began.
    private Optional<String> predecessor(String tenant, String model) {
        return facts.createNativeQuery("""
            select model from request_fact
            where tenant = :tenant and model not in ('', :model) and not fallback and served > 0
                and bucket < (select min(bucket) from request_fact
                    where tenant = :tenant and model = :model and not fallback and served > 0)
            order by bucket desc limit 1""", String.class)
                .setParameter("tenant", tenant)
                .setParameter("model", model)
                .getResultStream()
                .findFirst();
    }
}
