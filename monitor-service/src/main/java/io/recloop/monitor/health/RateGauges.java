package io.recloop.monitor.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.monitor.facts.KpiBook;
import io.recloop.monitor.facts.KpiBook.Answers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/// Shares of answers as gauges. Of one tenant only: a label for each tenant would have no bound.
@Singleton
final class RateGauges implements Rule {
    private static final String MEASURED_TENANT = "default";

    private final RulesConfig config;
    private final KpiBook kpis;
    private final AtomicReference<Double> fallbackRatio = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> errorRatio = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> clickRatio = new AtomicReference<>(Double.NaN);

    RateGauges(RulesConfig config, KpiBook kpis, MeterRegistry meters) {
        this.config = config;
        this.kpis = kpis;
        meters.gauge("recloop.monitor.fallback.ratio", fallbackRatio, AtomicReference::get);
        meters.gauge("recloop.monitor.error.ratio", errorRatio, AtomicReference::get);
        meters.gauge("recloop.monitor.click.through.ratio", clickRatio, AtomicReference::get);
    }

    @Override
    public void look(Instant now) {
        var own = kpis.answersSince(now.minus(config.window())).stream()
                .filter(counts -> counts.tenant().equals(MEASURED_TENANT))
                .findFirst()
                .orElse(new Answers(MEASURED_TENANT, 0, 0, 0, 0));
        fallbackRatio.set(own.served() == 0 ? Double.NaN : (double) own.fallbacks() / own.served());
        clickRatio.set(own.served() == 0 ? Double.NaN : (double) own.clicked() / own.served());
        errorRatio.set(
                own.served() + own.failed() == 0 ? Double.NaN : (double) own.failed() / (own.served() + own.failed()));
    }
}
