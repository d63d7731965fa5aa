package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/// How the live models had ranked what users then took.
@Singleton
final class OutcomeMetrics implements MetricFamily {
    private static final String HITS = "hit_rate_at_10";
    private static final String RANK = "mean_reciprocal_rank";
    private static final String RATING = "rating_rmse";
    private static final String CHANGE = "hit_rate_change";
    /// The windows before, that the newest is compared with.
    private static final int WINDOWS_BEFORE = 7;

    private static final long FEWEST = 200;
    private static final long FEWEST_RATED = 10;

    private final FactQueries facts;

    OutcomeMetrics(FactQueries facts) {
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        HITS,
                        "share",
                        "Share of what users took that the live model had among its first ten.",
                        "outcomes",
                        FEWEST,
                        false),
                new MetricDescription(
                        RANK,
                        "1",
                        "Mean of one by the rank that the live model gave to what users took.",
                        "outcomes",
                        FEWEST,
                        false),
                new MetricDescription(
                        RATING,
                        "1",
                        "Root mean square of predicted less given rating.",
                        "ratings",
                        FEWEST_RATED,
                        false),
                new MetricDescription(
                        CHANGE,
                        "share",
                        "Change of hit_rate_at_10 against the seven windows before: -0.2 is a fall by a fifth.",
                        "outcomes",
                        FEWEST,
                        false));
    }

    private record Sums(long observed, long hits, double reciprocalRanks, long rated, double squaredErrors) {
        double hitRate() {
            return (double) hits / observed;
        }
    }

    @Override
    public Measure measure(MetricQuery query) {
        var sums = between(query.tenant(), query.from(), query.to());
        var none = "no outcome of a model in %s".formatted(query.window());
        return switch (query.metric()) {
            case HITS -> Measure.of(sums.hitRate(), sums.observed, none);
            case RANK -> Measure.of(sums.reciprocalRanks / sums.observed, sums.observed, none);
            case RATING -> Measure.of(Math.sqrt(sums.squaredErrors / sums.rated), sums.rated, none);
            default -> change(query, sums);
        };
    }

    private Measure change(MetricQuery query, Sums now) {
        long start = query.from() - WINDOWS_BEFORE * query.window().toSeconds();
        var before = between(query.tenant(), start, query.from());
        if (before.observed < FEWEST || before.hits == 0) {
            return new Measure.Unknown("the windows before have %d outcomes and %d hits: too few to compare with"
                    .formatted(before.observed, before.hits));
        }
        return Measure.of(
                now.hitRate() / before.hitRate() - 1,
                now.observed,
                "no outcome of a model in %s".formatted(query.window()));
    }

    private Sums between(String tenant, long from, long to) {
        return facts.one(
                """
                select coalesce(sum(observed), 0), coalesce(sum(hits), 0), coalesce(sum(reciprocal_ranks), 0),
                    coalesce(sum(rated), 0), coalesce(sum(squared_errors), 0)
                from outcome_fact where tenant = ? and bucket >= ? and bucket < ?""",
                row -> new Sums(row.getLong(1), row.getLong(2), row.getDouble(3), row.getLong(4), row.getDouble(5)),
                tenant,
                from,
                to);
    }
}
