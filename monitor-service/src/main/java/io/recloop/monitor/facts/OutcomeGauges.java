package io.recloop.monitor.facts;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The outcomes of the last hour as metrics, by model. One tenant's only: a label for each tenant would have no bound.
@Singleton
final class OutcomeGauges {
    private static final String MEASURED_TENANT = "default";

    private final OutcomeBook book;
    private final OutcomesConfig config;
    private final Clock clock;
    private final MultiGauge observed;
    private final MultiGauge hitRate;
    private final MultiGauge reciprocalRank;
    private final MultiGauge rmse;

    OutcomeGauges(OutcomeBook book, OutcomesConfig config, MeterRegistry meters, Clock clock) {
        this.book = book;
        this.config = config;
        this.clock = clock;
        this.observed = MultiGauge.builder("recloop.monitor.outcomes.observed").register(meters);
        this.hitRate = MultiGauge.builder("recloop.monitor.outcomes.hit.ratio").register(meters);
        this.reciprocalRank =
                MultiGauge.builder("recloop.monitor.outcomes.reciprocal.rank").register(meters);
        this.rmse = MultiGauge.builder("recloop.monitor.outcomes.rating.rmse").register(meters);
    }

    @Scheduled(
            every = "${recloop.monitor.outcomes.look-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void show() {
        var now = clock.instant();
        // Up to the end of the bucket that now is in, and of those of clocks that are ahead.
        var models = book.between(MEASURED_TENANT, now.minus(config.window()), now.plus(config.window()));
        register(observed, models, model -> (double) model.observed());
        register(hitRate, models, ModelOutcomes::hitRateAt10);
        register(reciprocalRank, models, ModelOutcomes::meanReciprocalRank);
        register(rmse, models, ModelOutcomes::ratingRmse);
    }

    private static void register(
            MultiGauge gauge, List<ModelOutcomes> models, Function<ModelOutcomes, @Nullable Double> value) {
        gauge.register(
                models.stream()
                        .<MultiGauge.Row<?>>map(model -> {
                            var measured = value.apply(model);
                            return MultiGauge.Row.of(
                                    Tags.of("model", model.modelId()), measured == null ? Double.NaN : measured);
                        })
                        .toList(),
                true);
    }
}
