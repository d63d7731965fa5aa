package io.recloop.monitor.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.events.Severity;
import io.recloop.kit.alarms.Alarm;
import io.recloop.kit.alarms.Alarms;
import io.recloop.monitor.facts.KpiBook;
import io.recloop.monitor.facts.KpiBook.Answers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Too many failures, too few personal answers. Too few answers of either kind raise nothing and resolve nothing.
@Singleton
final class RateRules implements Rule {
    private static final String ERRORS = "error-rate";
    private static final String FALLBACKS = "fallback-rate";
    private static final String MEASURED_TENANT = "default";

    private final RulesConfig config;
    private final KpiBook kpis;
    private final Alarms alarms;
    private final AtomicReference<Double> fallbackRatio = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> errorRatio = new AtomicReference<>(Double.NaN);
    private final AtomicReference<Double> clickRatio = new AtomicReference<>(Double.NaN);

    RateRules(RulesConfig config, KpiBook kpis, Alarms alarms, MeterRegistry meters) {
        this.config = config;
        this.kpis = kpis;
        this.alarms = alarms;
        meters.gauge("recloop.monitor.fallback.ratio", fallbackRatio, AtomicReference::get);
        meters.gauge("recloop.monitor.error.ratio", errorRatio, AtomicReference::get);
        meters.gauge("recloop.monitor.click.through.ratio", clickRatio, AtomicReference::get);
    }

    @Override
    public void look(Instant now) {
        var all = kpis.answersSince(now.minus(config.window()));
        publish(all);
        for (var counts : all) {
            judge(
                    counts.tenant(),
                    ERRORS,
                    new Rate(counts.failed(), counts.served() + counts.failed(), "of the answers failed"),
                    new Limits(config.errorWarning(), config.errorCritical()),
                    now);
            judge(
                    counts.tenant(),
                    FALLBACKS,
                    new Rate(counts.fallbacks(), counts.served(), "of the answers were not personal"),
                    new Limits(config.fallbackWarning(), config.fallbackCritical()),
                    now);
        }
    }

    private record Rate(long part, long whole, String what) {
        double value() {
            return (double) part / whole;
        }

        String text() {
            return String.format(Locale.ROOT, "%.1f %% %s (%d of %d)", 100 * value(), what, part, whole);
        }
    }

    private record Limits(double warning, double critical) {}

    private void judge(String tenant, String rule, Rate rate, Limits limits, Instant now) {
        if (rate.whole < config.minimumRequests()) {
            return;
        }
        if (rate.value() < limits.warning) {
            alarms.resolve(new Alarm.Ending(tenant, rule, Map.of(), rate.text()), now);
            return;
        }
        var severity = rate.value() >= limits.critical ? Severity.CRITICAL : Severity.WARNING;
        alarms.raise(
                new Alarm(
                        tenant,
                        rule,
                        severity,
                        rate.text(),
                        Map.of(),
                        Map.of(
                                "measured",
                                String.format(Locale.ROOT, "%.4f", rate.value()),
                                "warning",
                                Double.toString(limits.warning),
                                "critical",
                                Double.toString(limits.critical),
                                "window",
                                config.window().toString())),
                now);
    }

    /// One tenant's only: a label for each tenant would have no bound.
    private void publish(List<Answers> all) {
        var own = all.stream()
                .filter(counts -> counts.tenant().equals(MEASURED_TENANT))
                .findFirst()
                .orElse(new Answers(MEASURED_TENANT, 0, 0, 0, 0));
        fallbackRatio.set(own.served() == 0 ? Double.NaN : (double) own.fallbacks() / own.served());
        clickRatio.set(own.served() == 0 ? Double.NaN : (double) own.clicked() / own.served());
        errorRatio.set(
                own.served() + own.failed() == 0 ? Double.NaN : (double) own.failed() / (own.served() + own.failed()));
    }
}
