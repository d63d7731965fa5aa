package io.recloop.recommender.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.recommender.topics.EventSender;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Writes every answer to `recommendations`, behind the answer's back: an answer neither waits for the broker nor
/// fails
/// with it. What cannot be kept is dropped and counted, because a recommendation that was shown is worth more than
/// its
/// record.
@Singleton
public final class RecommendationLog {
    private static final Logger LOG = Logger.getLogger(RecommendationLog.class);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final EventSender sender;
    private final BlockingQueue<RecommendationEvent> waiting;
    private final Counter written;
    private final Counter dropped;
    private final Thread thread =
            Thread.ofPlatform().name("recommendation-log").daemon().unstarted(this::run);
    private volatile boolean stopping;

    RecommendationLog(EventSender sender, FeedbackConfig config, MeterRegistry metrics) {
        this.sender = sender;
        this.waiting = new ArrayBlockingQueue<>(config.maxWaitingAnswers());
        this.written = metrics.counter("recloop.recommendations.recorded", "outcome", "written");
        this.dropped = metrics.counter("recloop.recommendations.recorded", "outcome", "dropped");
        metrics.gauge("recloop.recommendations.waiting", waiting, BlockingQueue::size);
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent ended) {
        stopping = true;
        try {
            thread.join(DRAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    /// Returns at once.
    public void record(RecommendationEvent event) {
        if (!waiting.offer(event)) {
            dropped.increment();
        }
    }

    private void run() {
        try {
            while (!stopping || !waiting.isEmpty()) {
                var event = waiting.poll(100, TimeUnit.MILLISECONDS);
                if (event != null) {
                    send(event);
                }
            }
        } catch (InterruptedException e) {
            LOG.infof("answers=%d were not recorded: the service stopped", waiting.size());
        }
    }

    private void send(RecommendationEvent event) {
        try {
            var unused = sender.sendUnhurried(Topic.RECOMMENDATIONS, event).whenComplete((done, failure) -> {
                if (failure == null) {
                    written.increment();
                } else {
                    dropped.increment();
                    LOG.debugf("eventId=%s error=%s", event.eventId(), failure.getMessage());
                }
            });
        } catch (RuntimeException e) {
            dropped.increment();
            LOG.warnf("eventId=%s error=%s", event.eventId(), e.getMessage());
        }
    }
}
