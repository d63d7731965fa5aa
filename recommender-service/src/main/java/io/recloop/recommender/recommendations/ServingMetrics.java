package io.recloop.recommender.recommendations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.recloop.contracts.events.Strategy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Answers by strategy, with how long making them took.
@Singleton
public final class ServingMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofNanos(200_000),
        Duration.ofNanos(500_000),
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

    public long failures() {
        return (long) failures.count();
    }

    /// How long the answers of a strategy took, in milliseconds.
    ///
    /// @param fallback whether they were not personal
    public record StrategyUse(
            Strategy strategy, long answers, boolean fallback, double mean, double p50, double p95, double p99) {}

    /// Of each strategy that there was.
    public List<StrategyUse> uses() {
        var uses = new ArrayList<StrategyUse>();
        answers.forEach((strategy, timer) -> {
            var taken = timer.takeSnapshot();
            if (taken.count() > 0) {
                uses.add(new StrategyUse(
                        strategy,
                        taken.count(),
                        strategy.fallback(),
                        taken.mean(TimeUnit.MILLISECONDS),
                        quantile(taken, 0.5),
                        quantile(taken, 0.95),
                        quantile(taken, 0.99)));
            }
        });
        return uses;
    }

    /// As if what is in a bucket lay evenly in it; above the last one it is that one's bound. In milliseconds.
    private static double quantile(HistogramSnapshot taken, double share) {
        double wanted = share * taken.count();
        double below = 0;
        double from = 0;
        for (var bucket : taken.histogramCounts()) {
            double to = bucket.bucket(TimeUnit.MILLISECONDS);
            if (bucket.count() >= wanted) {
                return from + (to - from) * (wanted - below) / Math.max(1, bucket.count() - below);
            }
            below = bucket.count();
            from = to;
        }
        return from;
    }
}
