package io.recloop.monitor.metrics;

import jakarta.inject.Singleton;
import java.util.List;

/// What people did.
@Singleton
final class InteractionMetrics implements MetricFamily {
    private static final String INTERACTIONS = "interactions";
    private static final String ACTIVE = "active_people";
    private static final String EACH = "interactions_per_person";

    private final FactQueries facts;

    InteractionMetrics(FactQueries facts) {
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        return List.of(
                new MetricDescription(
                        INTERACTIONS,
                        "1",
                        "Interactions in the window; known once the tenant has ever had one.",
                        "interactions",
                        0,
                        false),
                new MetricDescription(ACTIVE, "1", "People with an interaction in the window.", "people", 0, false),
                new MetricDescription(EACH, "1", "Interactions for each active person.", "interactions", 1, false));
    }

    private record Counts(long interactions, long people) {}

    @Override
    public Measure measure(MetricQuery query) {
        var counts = facts.one(
                """
                select coalesce(sum(interactions), 0), count(distinct person) from interaction_fact
                where tenant = ? and bucket >= ? and bucket < ?""", row -> new Counts(row.getLong(1), row.getLong(2)), query.tenant(), query.from(), query.to());
        if (counts.people == 0 && (query.metric().equals(EACH) || !hadAnyBefore(query))) {
            return new Measure.Unknown("no interaction in %s".formatted(query.window()));
        }
        return switch (query.metric()) {
            case INTERACTIONS -> new Measure.Value(counts.interactions, counts.interactions);
            case ACTIVE -> new Measure.Value(counts.people, counts.people);
            default -> new Measure.Value((double) counts.interactions / counts.people, counts.interactions);
        };
    }

    private boolean hadAnyBefore(MetricQuery query) {
        return facts.one(
                "select exists (select from interaction_fact where tenant = ? and bucket < ?)",
                row -> row.getBoolean(1),
                query.tenant(),
                query.from());
    }
}
