package io.recloop.recommender.feedback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.RecommendationEvent;
import io.recloop.recommender.topics.UnhurriedSender;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Writes every answer to `recommendations`, behind the answer's back: an answer neither waits for the broker nor
/// fails with it. What cannot be kept is dropped and counted, because a recommendation that was shown is worth more
/// than its record.
///
/// The thread that writes looks for records every few milliseconds instead of being woken by each: waking a thread
/// costs an answer more than all else that is done for its record.
@Singleton
public final class RecommendationLog {
    private static final Logger LOG = Logger.getLogger(RecommendationLog.class);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final int BATCH = 500;

    private final UnhurriedSender sender;
    private final BlockingQueue<Supplier<? extends RecommendationEvent>> waiting;
    private final Counter written;
    private final Counter dropped;
    private final Thread thread =
            Thread.ofPlatform().name("recommendation-log").daemon().unstarted(this::run);
    private volatile boolean stopping;

    RecommendationLog(UnhurriedSender sender, FeedbackConfig config, MeterRegistry metrics) {
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
    ///
    /// @param event makes the record, later and on another thread, from what does not change any more
    public void record(Supplier<? extends RecommendationEvent> event) {
        if (!waiting.offer(event)) {
            dropped.increment();
        }
    }

    private void run() {
        var batch = new ArrayList<Supplier<? extends RecommendationEvent>>(BATCH);
        try {
            while (!stopping || !waiting.isEmpty()) {
                if (waiting.drainTo(batch, BATCH) == 0) {
                    Thread.sleep(LOOK);
                    continue;
                }
                for (var event : batch) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                    send(event);
                }
                batch.clear();
            }
        } catch (InterruptedException e) {
            LOG.infof("answers=%d were not recorded: the service stopped", waiting.size() + batch.size());
        }
    }

    private void send(Supplier<? extends RecommendationEvent> recorded) {
        try {
            var event = recorded.get();
            var unused = sender.send(Topic.RECOMMENDATIONS, event).whenComplete((done, failure) -> {
                if (failure == null) {
                    written.increment();
                } else {
                    dropped.increment();
                    LOG.debugf("eventId=%s error=%s", event.eventId(), failure.getMessage());
                }
            });
        } catch (RuntimeException | Error e) {
            // An error too: the thread is the only one, and the answers after this one are to be recorded.
            dropped.increment();
            LOG.warnf("error=%s: an answer is not recorded", e);
        }
    }
}
