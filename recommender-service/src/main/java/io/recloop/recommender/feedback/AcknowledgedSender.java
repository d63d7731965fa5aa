package io.recloop.recommender.feedback;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.http.ProblemException;
import io.recloop.kit.topics.EventSender;
import io.recloop.kit.topics.NotAcknowledgedException;
import io.recloop.recommender.topics.TopicsConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/// Sends, and returns only when the broker has all of it.
@Singleton
public final class AcknowledgedSender {
    private static final Logger LOG = Logger.getLogger(AcknowledgedSender.class);

    /// What the channel holds beyond what is on its way; one that is full refuses.
    private static final int IN_FLIGHT = 4_096;

    private final EventSender sender;
    private final BrokerCircuitBreaker guard;
    private final MeterRegistry metrics;
    private final Duration limit;
    private final Semaphore room = new Semaphore(IN_FLIGHT);

    AcknowledgedSender(EventSender sender, BrokerCircuitBreaker guard, MeterRegistry metrics, TopicsConfig config) {
        this.sender = sender;
        this.guard = guard;
        this.metrics = metrics;
        this.limit = config.sending().acknowledgement();
    }

    /// How long a caller waits for the broker.
    public Duration limit() {
        return limit;
    }

    /// @throws ProblemException where not all is acknowledged in time; some of it may have been written
    public Acknowledgement send(Topic topic, List<? extends Event> events) {
        var ids = events.stream().map(Event::eventId).toList();
        Map<String, Object> extra = Map.of("eventIds", ids);
        try {
            var accepted = guard.call(() -> attempt(topic, events, ids), Acknowledgement.class, extra);
            count(topic, "acknowledged", ids.size());
            return accepted;
        } catch (NotAcknowledgedException e) {
            count(topic, "not-acknowledged", ids.size());
            throw ProblemException.notAcknowledged(
                            "Send the same again later; with these event ids it counts once, whatever was written")
                    .with(extra);
        } catch (ProblemException e) {
            count(topic, "not-sent", ids.size());
            throw e;
        }
    }

    private Acknowledgement attempt(Topic topic, List<? extends Event> events, List<String> ids) {
        long deadline = System.nanoTime() + limit.toNanos();
        var pending = new ArrayList<CompletableFuture<Void>>(events.size());
        try {
            for (var event : events) {
                if (!room.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new TimeoutException("the broker takes nothing");
                }
                pending.add(sender.send(topic, event)
                        .onTermination()
                        .invoke(() -> room.release())
                        .subscribeAsCompletionStage());
            }
            CompletableFuture.allOf(pending.toArray(CompletableFuture<?>[]::new))
                    .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The sender's doing, which must not count against the broker.
            if (e.getCause() instanceof NotAcknowledgedException refused
                    && refused.getCause() instanceof RecordTooLargeException) {
                throw ProblemException.invalid("An event is larger than the broker takes");
            }
            LOG.warnf("topic=%s events=%d error=%s", topic.topicName(), ids.size(), e.getMessage());
            throw new NotAcknowledgedException(topic.topicName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAcknowledgedException(topic.topicName(), e);
        }
        return new Acknowledgement(ids.size(), ids);
    }

    private void count(Topic topic, String outcome, int events) {
        metrics.counter("recloop.feedback.events", "topic", topic.topicName(), "outcome", outcome)
                .increment(events);
    }
}
