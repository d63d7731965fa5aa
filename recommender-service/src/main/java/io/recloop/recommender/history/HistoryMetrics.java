package io.recloop.recommender.history;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;

/// How much is remembered of what users did.
final class HistoryMetrics {
    void register(@Observes StartupEvent started, History history, Trending trending, MeterRegistry metrics) {
        metrics.gauge("recloop.history.entries", history, History::size);
        metrics.gauge("recloop.history.users", history, History::users);
        metrics.gauge("recloop.trending.items", trending, Trending::size);
        FunctionCounter.builder("recloop.history.forgotten.users", history, History::forgottenUsers)
                .register(metrics);
    }
}
