package io.recloop.monitor.metrics;

import io.recloop.monitor.checks.DriftCheck;
import io.recloop.monitor.checks.DriftChecks;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/// What the last evaluation of drift in the window found.
@Singleton
final class DriftMetrics implements MetricFamily {
    private static final String VERDICT = "drift";
    private static final String EFFECT = "drift_";

    private final DriftChecks checks;
    private final FactQueries facts;

    DriftMetrics(DriftChecks checks, FactQueries facts) {
        this.checks = checks;
        this.facts = facts;
    }

    @Override
    public List<MetricDescription> metrics() {
        var metrics = new ArrayList<MetricDescription>();
        metrics.add(new MetricDescription(
                VERDICT,
                "1",
                "Verdict of the last evaluation in the window: 0 stable, 1 watch, 2 drift; nothing where it was undecided.",
                "evaluations",
                0,
                false));
        for (DriftCheck check : checks) {
            metrics.add(new MetricDescription(
                    EFFECT + check.name(),
                    "1",
                    "Measured effect of the drift check %s (%s), raw: without noise floor and evidence."
                            .formatted(check.name(), check.statistic()),
                    "observations",
                    1,
                    false));
        }
        return metrics;
    }

    @Override
    public Measure measure(MetricQuery query) {
        var none = "drift was not evaluated in %s".formatted(query.window());
        if (query.metric().equals(VERDICT)) {
            return facts
                    .all("""
                            select verdict from evaluation
                            where tenant = ? and evaluated_at >= to_timestamp(?) and evaluated_at < to_timestamp(?)
                            order by evaluated_at desc limit 1""", row -> verdict(row.getString(1)), query.tenant(), (double) query.from(), (double)
                            query.to())
                    .stream()
                    .findFirst()
                    .orElseGet(() -> new Measure.Unknown(none));
        }
        return facts
                .<Measure>all(
                        """
                        select (result ->> 'value')::float8, (result ->> 'sampleSize')::bigint, result ->> 'explanation'
                        from (
                            select event from evaluation
                            where tenant = ? and evaluated_at >= to_timestamp(?) and evaluated_at < to_timestamp(?)
                            order by evaluated_at desc limit 1) newest,
                            jsonb_array_elements(newest.event -> 'checks') result
                        where result ->> 'name' = ? limit 1""",
                        row -> {
                            double value = row.getDouble(1);
                            return row.wasNull()
                                    ? new Measure.Unknown(row.getString(3))
                                    : new Measure.Value(value, row.getLong(2));
                        },
                        query.tenant(),
                        (double) query.from(),
                        (double) query.to(),
                        query.metric().substring(EFFECT.length()))
                .stream()
                .findFirst()
                .orElseGet(() -> new Measure.Unknown(none));
    }

    private static Measure verdict(String code) {
        return switch (code) {
            case "stable" -> new Measure.Value(0, 1);
            case "watch" -> new Measure.Value(1, 1);
            case "drift" -> new Measure.Value(2, 1);
            default -> new Measure.Unknown("the last evaluation of drift was undecided");
        };
    }
}
