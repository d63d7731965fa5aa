package io.recloop.recommender.shadow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.ShadowCompared;
import io.recloop.recommender.model.ServingModel;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.model.Shadows;
import io.recloop.recommender.protection.Effort;
import io.recloop.recommender.recommendations.RecommendationMaker;
import io.recloop.recommender.recommendations.Recommendations;
import io.recloop.recommender.recommendations.ShadowTraffic;
import io.recloop.recommender.requests.RecommendationQuery;
import io.recloop.recommender.topics.BackgroundWorker;
import io.recloop.recommender.topics.UnhurriedSender;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Asks the model on trial what was asked of the one that serves, behind the answer's back: a bounded queue, one
/// thread, and what does not fit is dropped and counted. The comparison goes to `outcomes` and to the metrics.
@Singleton
final class ShadowComparison implements ShadowTraffic {
    private static final Logger LOG = Logger.getLogger(ShadowComparison.class);
    private static final int MAX_WAITING = 256;
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Shadows shadows;
    private final RecommendationMaker maker;
    private final UnhurriedSender sender;
    private final Clock clock;
    private final Counter compared;
    private final Counter dropped;
    private final Counter failed;
    private final DistributionSummary overlap;
    private final Timer took;
    private final BackgroundWorker<Shown> worker =
            new BackgroundWorker<>("shadow-comparing", MAX_WAITING, this::compare, this::failed);

    private record Shown(RecommendationQuery query, Recommendations answer, long tookNanos) {}

    ShadowComparison(
            Shadows shadows, RecommendationMaker maker, UnhurriedSender sender, Clock clock, MeterRegistry metrics) {
        this.shadows = shadows;
        this.maker = maker;
        this.sender = sender;
        this.clock = clock;
        this.compared = metrics.counter("recloop.shadow.answers", "outcome", "compared");
        this.dropped = metrics.counter("recloop.shadow.answers", "outcome", "dropped");
        this.failed = metrics.counter("recloop.shadow.answers", "outcome", "failed");
        this.overlap = metrics.summary("recloop.shadow.overlap");
        this.took = metrics.timer("recloop.shadow.duration");
    }

    void start(@Observes StartupEvent started) {
        worker.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop(STOP);
    }

    /// An answer was made. Returns at once; where nothing is on trial, after one look into a map.
    ///
    /// Only first pages for users with a name: those are what models differ in.
    @Override
    public void offer(RecommendationQuery query, Recommendations answer, long tookNanos) {
        double share = shadows.share(query.tenant());
        if (share == 0
                || query.user() == null
                || query.page().offset() > 0
                || ThreadLocalRandom.current().nextDouble() >= share) {
            return;
        }
        if (!worker.offer(new Shown(query, answer, tookNanos))) {
            dropped.increment();
        }
    }

    private void failed(Shown shown, Throwable why) {
        failed.increment();
        LOG.logf(
                why instanceof Error ? Logger.Level.ERROR : Logger.Level.DEBUG,
                why,
                "requestId=%s was not compared",
                shown.answer.requestId());
    }

    private void compare(Shown shown) {
        try (var lease = shadows.lease(shown.query.tenant())) {
            if (lease.serving() instanceof ServingState.Ready(var shadow)) {
                compare(shown, shadow);
            }
        }
    }

    private void compare(Shown shown, ServingModel shadow) {
        var liveModel = shown.answer.modelId();
        var user = shown.query.user();
        long begin = System.nanoTime();
        var other = maker.fromModel(shown.answer.requestId(), shown.query, shadow, Effort.FULL)
                .items();
        long shadowNanos = System.nanoTime() - begin;
        var difference = ListDifference.of(shown.answer.items(), other);
        if (liveModel == null || user == null || difference.compared() == 0) {
            return;
        }
        compared.increment();
        overlap.record(difference.overlap());
        took.record(shadowNanos, TimeUnit.NANOSECONDS);
        var unused = sender.send(
                        Topic.OUTCOMES,
                        new ShadowCompared(
                                UUID.randomUUID().toString(),
                                shown.query.tenant(),
                                clock.instant(),
                                shown.answer.requestId(),
                                user,
                                liveModel,
                                shadow.modelId(),
                                difference.compared(),
                                difference.overlap(),
                                difference.rankCorrelation(),
                                difference.scoreShift(),
                                shown.tookNanos / 1_000,
                                shadowNanos / 1_000))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        failed.increment();
                    }
                });
    }
}
