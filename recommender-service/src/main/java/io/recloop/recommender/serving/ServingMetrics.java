package io.recloop.recommender.serving;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recloop.contracts.events.Strategy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Answers by strategy, with how long making them took.
@Singleton
final class ServingMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1)
    };

    private final Map<Strategy, Timer> answers = new EnumMap<>(Strategy.class);
    private final Counter failures;

    ServingMetrics(MeterRegistry metrics) {
        for (var strategy : Strategy.values()) {
            answers.put(
                    strategy,
                    Timer.builder("recloop.recommendation.duration")
                            .description("Making an answer, without HTTP")
                            .tag("strategy", strategy.code())
                            .serviceLevelObjectives(BUCKETS)
                            .register(metrics));
        }
        this.failures = metrics.counter("recloop.recommendation.failures");
    }

    void answered(Strategy strategy, long nanos) {
        var timer = answers.get(strategy);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void failed() {
        failures.increment();
    }
}
