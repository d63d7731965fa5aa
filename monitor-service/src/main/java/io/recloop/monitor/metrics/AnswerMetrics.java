package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/// Counts of the recommender's answers.
@Singleton
final class AnswerMetrics implements MetricFamily {
    private static final String REQUESTS = "requests";
    private static final String THROUGHPUT = "throughput";
    private static final String REJECTED = "rejected_rate";
    private static final String AVAILABILITY = "availability";
    private static final String CTR = "click_through_rate";
    private static final long FEWEST = 50;
    private static final long FEWEST_LISTS = 1_000;

    private final FactQueries facts;

    AnswerMetrics(FactQueries facts) {
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        REQUESTS,
                        "1",
                        "Requests for recommendations in the window; known once the tenant has ever asked.",
                        "requests",
                        0,
                        false),
                new MetricDescription(THROUGHPUT, "1/s", "Requests a second, over the window.", "requests", 1, false),
                new MetricDescription(
                        REJECTED,
                        "share",
                        "Share of requests that were refused for a mistake of the caller.",
                        "requests",
                        FEWEST,
                        false),
                new MetricDescription(
                        AVAILABILITY,
                        "share",
                        "Share of well-formed requests that were answered.",
                        "answers",
                        FEWEST,
                        false),
                new MetricDescription(
                        CTR,
                        "share",
                        "Share of the served lists of which an item was clicked. A list that was shown within the"
                                + " attribution window may still be clicked: take a window of hours.",
                        "lists",
                        FEWEST_LISTS,
                        false));
    }

    private record Counts(long served, long failed, long rejected, long clicked) {
        long all() {
            return served + failed + rejected;
        }
    }

    @Override
    public Measure measure(MetricQuery query) {
        var counts = facts.one(
                """
                select coalesce(sum(served), 0), coalesce(sum(failed), 0), coalesce(sum(rejected), 0),
                    coalesce(sum(clicked), 0)
                from request_fact where tenant = ? and bucket >= ? and bucket < ?""",
                row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                query.tenant(),
                query.from(),
                query.to());
        var none = "no request in %s".formatted(query.window());
        return switch (query.metric()) {
            case REQUESTS -> requests(query, counts.all());
            case THROUGHPUT ->
                Measure.of((double) counts.all() / Math.max(1, query.to() - query.from()), counts.all(), none);
            case REJECTED -> Measure.of((double) counts.rejected / counts.all(), counts.all(), none);
            case AVAILABILITY -> {
                long answers = counts.served + counts.failed;
                yield Measure.of((double) counts.served / answers, answers, none);
            }
            default ->
                Measure.of(
                        (double) counts.clicked / counts.served,
                        counts.served,
                        "no list was served in %s".formatted(query.window()));
        };
    }

    /// Silence is a number of a tenant that was answered before, and nothing of one that never asked.
    private Measure requests(MetricQuery query, long all) {
        if (all > 0) {
            return new Measure.Value(all, all);
        }
        boolean before = facts.one(
                "select exists (select from request_fact where tenant = ? and bucket < ?)",
                row -> row.getBoolean(1),
                query.tenant(),
                query.from());
        return before ? new Measure.Value(0, 0) : new Measure.Unknown("this tenant has never asked");
    }
}
