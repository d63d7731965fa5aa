package io.recloop.monitor.runs;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.monitor.checks.DriftChecks;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The last evaluation as metrics: value, noise floor and effect floor side by side.
@Singleton
final class DriftGauges {
    private static final String MEASURED_TENANT = "default";

    private final MeterRegistry meters;
    private final List<String> checks;
    private final AtomicLong lastSuccess = new AtomicLong();
    private final Map<String, Double> values = new ConcurrentHashMap<>();

    DriftGauges(DriftChecks drift, MeterRegistry meters) {
        this.meters = meters;
        this.checks = drift.names();
        meters.gauge("recloop.monitor.drift.evaluation.last.success.timestamp.seconds", lastSuccess);
        for (var check : checks) {
            for (var what : List.of("effect", "noise.floor", "effect.floor", "verdict.drift")) {
                var key = check + "/" + what;
                Gauge.builder("recloop.monitor.drift." + what, values, map -> map.getOrDefault(key, Double.NaN))
                        .tag("check", check)
                        .strongReference(true)
                        .register(meters);
            }
        }
    }

    /// One tenant's only: a label for each tenant would have no bound.
    void show(DriftEvaluated evaluated) {
        meters.counter(
                        "recloop.monitor.drift.verdicts",
                        "verdict",
                        evaluated.verdict().code())
                .increment();
        lastSuccess.set(evaluated.occurredAt().getEpochSecond());
        if (!evaluated.tenant().equals(MEASURED_TENANT)) {
            return;
        }
        for (var check : evaluated.checks()) {
            if (checks.contains(check.name())) {
                put(check.name() + "/effect", check.value());
                put(check.name() + "/noise.floor", check.noiseFloor());
                put(check.name() + "/effect.floor", check.effectFloor());
                put(check.name() + "/verdict.drift", check.verdict() == DriftVerdict.DRIFT ? 1.0 : 0.0);
            }
        }
    }

    private void put(String key, @Nullable Double value) {
        values.put(key, value == null ? Double.NaN : value);
    }
}
