package io.recloop.monitor.metrics;

import io.recloop.monitor.ledger.Ledger;
import io.recloop.monitor.ledger.LedgerMetric;
import io.recloop.monitor.ledger.LedgerSeries;
import io.recloop.monitor.summaries.SummaryCell;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Numbers of the ledger's summaries, over whole hours: the window ends with the last full hour before its end.
@Singleton
final class LedgerMetrics implements MetricFamily {
    private static final String EVENTS = "events";
    private static final String PEOPLE = "people";
    private static final Map<String, ToDoubleFunction<SummaryCell>> STATISTICS = statistics();

    private final Ledger ledger;

    LedgerMetrics(Ledger ledger) {
        this.ledger = ledger;
    }

    private static Map<String, ToDoubleFunction<SummaryCell>> statistics() {
        var statistics = new LinkedHashMap<String, ToDoubleFunction<SummaryCell>>();
        statistics.put(EVENTS, SummaryCell::events);
        statistics.put(
                PEOPLE, cell -> cell.people().map(people -> people.estimate()).orElse(Double.NaN));
        statistics.put(
                "mean", cell -> cell.moments().map(moments -> moments.mean()).orElse(Double.NaN));
        statistics.put("deviation", cell -> cell.moments()
                .map(moments -> Math.sqrt(moments.variance()))
                .orElse(Double.NaN));
        for (int percent : List.of(50, 95, 99)) {
            statistics.put("p" + percent, cell -> cell.quantiles()
                    .map(quantiles -> quantiles.quantile(percent / 100.0))
                    .orElse(Double.NaN));
        }
        return statistics;
    }

    @Override
    public List<MetricDescription> metrics() {
        var metrics = new ArrayList<MetricDescription>();
        for (var metric : LedgerMetric.values()) {
            STATISTICS.keySet().stream()
                    .filter(statistic -> has(metric, statistic))
                    .forEach(statistic -> metrics.add(new MetricDescription(
                            metric.code() + "." + statistic,
                            unit(metric, statistic),
                            "Ledger of summaries: %s of %s over whole hours.".formatted(statistic, metric.code()),
                            EVENTS,
                            1,
                            true)));
        }
        return metrics;
    }

    private static String unit(LedgerMetric metric, String statistic) {
        boolean counted = statistic.equals(EVENTS) || statistic.equals(PEOPLE);
        return metric == LedgerMetric.ANSWERS_LATENCY && !counted ? "ms" : "1";
    }

    /// What [io.recloop.monitor.ledger.LedgerFeed] adds to the cells of a metric.
    private static boolean has(LedgerMetric metric, String statistic) {
        return switch (metric) {
            case INTERACTIONS_ACTION, ANSWERS_STRATEGY ->
                List.of(EVENTS, PEOPLE).contains(statistic);
            case INTERACTIONS_ITEM, ANSWERS_ITEM -> statistic.equals(EVENTS);
            case INTERACTIONS_RATING, OUTCOMES_RANK ->
                List.of(EVENTS, "mean", "deviation").contains(statistic);
            case ANSWERS_LATENCY, ANSWERS_SCORE, OUTCOMES_ERROR -> !statistic.equals(PEOPLE);
        };
    }

    @Override
    public Measure measure(MetricQuery query) {
        int dot = query.metric().lastIndexOf('.');
        Instant end = query.at().truncatedTo(ChronoUnit.HOURS);
        long hours = Math.max(
                1, Math.ceilDiv(query.window().toSeconds(), Duration.ofHours(1).toSeconds()));
        var cell = ledger.total(
                query.tenant(),
                metric(query.metric().substring(0, dot)),
                query.segment().isEmpty() ? LedgerSeries.ALL : query.segment(),
                end.minus(Duration.ofHours(hours)),
                end);
        var statistic = STATISTICS.getOrDefault(query.metric().substring(dot + 1), any -> Double.NaN);
        return Measure.of(
                statistic.applyAsDouble(cell),
                cell.events(),
                "nothing was counted in the %d hours before %s".formatted(hours, end));
    }

    private static LedgerMetric metric(String code) {
        for (var metric : LedgerMetric.values()) {
            if (metric.code().equals(code)) {
                return metric;
            }
        }
        throw new IllegalArgumentException(code);
    }
}
