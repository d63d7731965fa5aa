package io.recloop.recommender.outcomes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.OutcomeObserved;
import io.recloop.recommender.history.InteractionListener;
import io.recloop.recommender.model.Models;
import io.recloop.recommender.model.ServingState;
import io.recloop.recommender.ranking.Signal;
import io.recloop.recommender.topics.BackgroundWorker;
import io.recloop.recommender.topics.UnhurriedSender;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Ranks what happens on a thread of its own and writes it to `outcomes`. Neither following the topic nor answering
/// waits for it: it rests for as long as its share of a core demands, and what does not fit its queue is dropped.
@Singleton
final class OutcomeRecorder implements InteractionListener {
    private static final Logger LOG = Logger.getLogger(OutcomeRecorder.class);
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final Models models;
    private final UnhurriedSender sender;
    private final OutcomesConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final OutcomeRanker ranking;
    private final BackgroundWorker<ObservedInteraction> worker;

    OutcomeRecorder(Models models, UnhurriedSender sender, OutcomesConfig config, MeterRegistry metrics, Clock clock) {
        if (!(config.share() >= 0 && config.share() <= 1)) {
            throw new IllegalArgumentException(
                    "recloop.recommender.outcomes.share must be from 0 to 1, was " + config.share());
        }
        this.models = models;
        this.sender = sender;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.ranking = new OutcomeRanker(config);
        this.worker = new BackgroundWorker<>("outcomes", config.maxWaiting(), this::observeAndRest, this::failed);
        metrics.gauge("recloop.outcomes.waiting", worker, BackgroundWorker::waiting);
    }

    void start(@Observes StartupEvent started) {
        if (config.share() > 0) {
            worker.start();
        }
    }

    void stop(@Observes ShutdownEvent ended) {
        worker.stop(STOP);
    }

    @Override
    public void onInteraction(ObservedInteraction observed) {
        boolean counts =
                observed.signal() == Signal.POSITIVE || observed.event().rating() != null;
        if (counts && config.share() > 0 && !worker.offer(observed)) {
            count("dropped");
        }
    }

    private void observeAndRest(ObservedInteraction observed) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            observe(observed);
        } finally {
            rest(System.nanoTime() - begin);
        }
    }

    private void failed(ObservedInteraction observed, Throwable why) {
        count("failed");
        LOG.warnf(why, "interactionId=%s was not ranked", observed.event().eventId());
    }

    private void observe(ObservedInteraction observed) {
        var now = clock.instant();
        if (observed.event().occurredAt().isBefore(now.minus(config.maxAge()))) {
            count("old");
            return;
        }
        var tenant = observed.event().tenant();
        // To take a lease would bring the model back, as if somebody had asked for an answer.
        if (!(models.current(tenant) instanceof ServingState.Ready)) {
            count("no-model");
            return;
        }
        try (var lease = models.lease(tenant)) {
            observe(observed, lease.serving(), now);
        }
    }

    private void observe(ObservedInteraction observed, ServingState serving, Instant now) {
        switch (serving) {
            case ServingState.NoModelYet none -> count("no-model");
            case ServingState.Evicted evicted -> count("no-model");
            case ServingState.Ready(var model) -> {
                switch (ranking.rank(observed, model, now)) {
                    case OutcomeRanker.Result.Repeated() -> count("repeated");
                    case OutcomeRanker.Result.Learnt() -> count("learnt");
                    case OutcomeRanker.Result.Ranked(var outcome) -> send(outcome);
                }
            }
        }
    }

    private void send(OutcomeObserved outcome) {
        var hit = outcome.hit10();
        count(hit == null ? "rated" : hit ? "hit" : "miss");
        var unused = sender.send(Topic.OUTCOMES, outcome).whenComplete((done, failure) -> {
            if (failure != null) {
                count("not-written");
                LOG.debugf("eventId=%s error=%s", outcome.eventId(), failure.getMessage());
            }
        });
    }

    private void rest(long workedNanos) throws InterruptedException {
        double nanos = workedNanos * (1 / config.share() - 1);
        TimeUnit.NANOSECONDS.sleep((long) Math.min(nanos, LONGEST_REST.toNanos()));
    }

    private void count(String result) {
        metrics.counter("recloop.outcomes", "result", result).increment();
    }
}
