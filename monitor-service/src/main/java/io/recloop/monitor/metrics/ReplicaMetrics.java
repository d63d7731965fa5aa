package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The recommender's replicas, as they are: of earlier times nothing is kept.
@Singleton
final class ReplicaMetrics implements MetricFamily {
    private static final String REPLICAS = "replicas";
    private static final Duration PRESENT = Duration.ofMinutes(5);

    private final FactQueries facts;
    private final Clock clock;

    ReplicaMetrics(FactQueries facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        REPLICAS, "1", "Replicas of the recommender that spoke in the window.", "replicas", 0, false),
                new MetricDescription(
                        "replicas_behind",
                        "1",
                        "Of them, those that serve a lower generation than the published one.",
                        "replicas",
                        1,
                        false));
    }

    private record Counts(long replicas, long behind) {}

    @Override
    public Measure measure(MetricQuery query) {
        if (query.at().isBefore(clock.instant().minus(PRESENT))) {
            return new Measure.Unknown("what replicas said earlier is not kept");
        }
        var counts = facts.one(
                """
                select count(*), count(*) filter (where replica.generation < published.generation)
                from replica left join published using (tenant)
                where tenant = ? and said_at >= to_timestamp(?)""", row -> new Counts(row.getLong(1), row.getLong(2)), query.tenant(), (double) query.from());
        var none = "no replica has spoken in %s".formatted(query.window());
        return Measure.of(query.metric().equals(REPLICAS) ? counts.replicas : counts.behind, counts.replicas, none);
    }
}
