package io.recloop.monitor.metrics;

import io.recloop.monitor.facts.KpiBook;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Latencies of answers, from classes a fifth wide.
@Singleton
final class LatencyMetrics implements MetricFamily {
    private static final Map<String, Double> QUANTILES =
            Map.of("latency_p50", 0.50, "latency_p95", 0.95, "latency_p99", 0.99);
    private static final long FEWEST = 50;

    private final KpiBook kpis;

    LatencyMetrics(KpiBook kpis) {
        this.kpis = kpis;
    }

    @Override
    public List<MetricDescription> metrics() {
        var metrics = new ArrayList<MetricDescription>();
        QUANTILES.forEach((name, p) -> metrics.add(new MetricDescription(
                name,
                "ms",
                "Time that %.0f %% of the answers took at most, read from classes of time 19 %% wide."
                        .formatted(100 * p),
                "answers",
                FEWEST,
                false)));
        return metrics;
    }

    @Override
    public Measure measure(MetricQuery query) {
        var latency = kpis.latency(
                query.tenant(),
                Instant.ofEpochSecond(query.from()),
                Instant.ofEpochSecond(query.to()),
                QUANTILES.getOrDefault(query.metric(), 0.5));
        return Measure.of(latency.millis(), latency.answers(), "no answer in %s".formatted(query.window()));
    }
}
