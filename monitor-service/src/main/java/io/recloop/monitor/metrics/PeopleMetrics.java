package io.recloop.monitor.metrics;

import io.recloop.monitor.ledger.AnsweredPeople;
import jakarta.inject.Singleton;
import java.util.List;

/// Rates of people, not of answers: a batch, or one who tries again and again, counts for no more than it is.
@Singleton
final class PeopleMetrics implements MetricFamily {
    private static final String ERRORS = "error_rate";
    private static final String FALLBACKS = "fallback_rate";
    private static final String ANSWERED = "answered_people";
    private static final long FEWEST = 50;

    private final AnsweredPeople people;
    private final FactQueries facts;

    PeopleMetrics(AnsweredPeople people, FactQueries facts) {
        this.people = people;
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        ERRORS,
                        "share",
                        "Share of the people who met at least one failure of the recommender's own.",
                        "people",
                        FEWEST,
                        false),
                new MetricDescription(
                        FALLBACKS,
                        "share",
                        "Share of the people who were served and got no personal answer; not measured before a model"
                                + " has served for the whole window.",
                        "people",
                        FEWEST,
                        false),
                new MetricDescription(ANSWERED, "1", "People who asked in the window, estimated.", "people", 0, false));
    }

    @Override
    public Measure measure(MetricQuery query) {
        if (query.metric().equals(FALLBACKS) && !isModelServing(query)) {
            return new Measure.Unknown(
                    "no model has served for the whole window, so nobody can miss a personal answer");
        }
        var found = people.in(query.tenant(), query.from(), query.to());
        var none = "nobody was answered in %s".formatted(query.window());
        return switch (query.metric()) {
            case ERRORS -> Measure.of(found.failedShare(), found.people(), none);
            case FALLBACKS -> Measure.of(found.fallbackShare(), found.servedPeople(), none);
            default -> Measure.of(found.people(), found.people(), none);
        };
    }

    private boolean isModelServing(MetricQuery query) {
        return facts.one(
                "select exists (select from model where tenant = ? and serving_since <= to_timestamp(?))",
                row -> row.getBoolean(1),
                query.tenant(),
                (double) query.from());
    }
}
