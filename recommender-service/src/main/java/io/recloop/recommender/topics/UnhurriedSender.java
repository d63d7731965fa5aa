package io.recloop.recommender.topics;

import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.Topic;
import io.recloop.contracts.events.Event;
import io.recloop.kit.config.ServiceName;
import io.recloop.kit.topics.Acknowledgement;
import io.recloop.kit.topics.EventSender;
import io.recloop.kit.topics.TopicNames;
import io.recloop.kit.topics.TopicWriter;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Sends events that nobody waits for, in batches and with much patience. Thread-safe.
///
/// Its channel is not that of callers who wait: the two want opposite things, and neither can hold up the other.
@ApplicationScoped
public class UnhurriedSender {
    static final String CHANNEL = "topics-out-unhurried";
    private static final Duration STOP = Duration.ofSeconds(5);
    /// A channel that is full refuses; here the sender waits instead, so that its own bounded queue fills.
    private static final int IN_FLIGHT = 16_384;

    private final EventSender sender;
    private final Duration patience;
    private final Semaphore room = new Semaphore(IN_FLIGHT);

    UnhurriedSender(
            @Channel(CHANNEL) @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = IN_FLIGHT)
                    MutinyEmitter<byte[]> channel,
            TopicNames names,
            ServiceName service,
            Acknowledgement acknowledgement,
            TopicsConfig config) {
        this.patience = config.sending().patience();
        this.sender = new EventSender(new TopicWriter(channel), names, service, acknowledgement);
    }

    /// May block for as long as the patience, so call it from a thread of your own. Completes exceptionally where the
    /// broker did not acknowledge; the event may have been written all the same.
    public CompletableFuture<Void> send(Topic topic, Event event) {
        try {
            if (!room.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return CompletableFuture.failedFuture(new TimeoutException("the broker takes nothing"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedFuture(e);
        }
        return sender.send(topic, event)
                .onTermination()
                .invoke(() -> room.release())
                .subscribeAsCompletionStage();
    }

    /// After everybody who may still have something to send: waits until what was sent is acknowledged.
    void stop(@Observes @Priority(Interceptor.Priority.PLATFORM_AFTER) ShutdownEvent ended)
            throws InterruptedException {
        var unused = room.tryAcquire(IN_FLIGHT, STOP.toNanos(), TimeUnit.NANOSECONDS);
    }
}
