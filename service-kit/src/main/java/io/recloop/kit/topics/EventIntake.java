package io.recloop.kit.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.recloop.contracts.events.Event;
import io.recloop.contracts.events.InvalidEventException;
import io.recloop.kit.config.ServiceName;
import io.smallrye.faulttolerance.api.ExponentialBackoff;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.faulttolerance.Retry;

/// Applies the events of a channel, each at least once and in order.
///
/// A record that is not an event, or whose values the database can never store, goes to the dead letters. Whatever else
/// fails (the database is away, the broker takes no dead letter) is tried again until it works: a record is never
/// skipped because something else was broken. Readiness says so meanwhile. Thread-safe.
@ApplicationScoped
public class EventIntake {
    private final DeadLetters deadLetters;
    private final IntakeTroubles troubles;
    private final MeterRegistry meters;
    private final ServiceName service;
    private volatile boolean stopping;

    EventIntake(DeadLetters deadLetters, IntakeTroubles troubles, MeterRegistry meters, ServiceName service) {
        this.deadLetters = deadLetters;
        this.troubles = troubles;
        this.meters = meters;
        this.service = service;
    }

    /// The service ends; the record is not committed and comes again.
    static final class StoppingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppingException() {
            super("the service is stopping", null, false, false);
        }
    }

    void stop(@Observes ShutdownEvent stopped) {
        stopping = true;
    }

    /// Call it from a blocking method of an incoming channel; when it returns, the record may be committed.
    ///
    /// @param effect takes the event in a transaction of its own, and returns a word for the metric
    ///     `recloop.<service>.events`; an exception undoes it and brings the event again, unless it is
    ///     about the data
    @Retry(maxRetries = -1, maxDuration = 0, retryOn = Throwable.class, abortOn = StoppingException.class)
    @ExponentialBackoff
    public <E extends Event> void take(
            ConsumerRecord<byte[], Received> record, Class<E> family, Function<E, String> effect) {
        take(record, family, effect, KnownRefusals.NONE);
    }

    /// For a channel that reads its topic again at every start: a record that has its dead letter gets no other.
    @Retry(maxRetries = -1, maxDuration = 0, retryOn = Throwable.class, abortOn = StoppingException.class)
    @ExponentialBackoff
    public <E extends Event> void takeAgain(
            ConsumerRecord<byte[], Received> record,
            Class<E> family,
            Function<E, String> effect,
            KnownRefusals refusals) {
        take(record, family, effect, refusals);
    }

    private <E extends Event> void take(
            ConsumerRecord<byte[], Received> record,
            Class<E> family,
            Function<E, String> effect,
            KnownRefusals refusals) {
        if (stopping) {
            throw new StoppingException();
        }
        try {
            count(record, applyOrRefuse(record, family, effect, refusals));
        } catch (RuntimeException | Error e) {
            // Without a retry an error ends the channel, and with it the process, again and again at the same record.
            troubles.begin(record.topic(), e);
            throw e;
        }
        troubles.end(record.topic());
    }

    private <E extends Event> String applyOrRefuse(
            ConsumerRecord<byte[], Received> record,
            Class<E> family,
            Function<E, String> effect,
            KnownRefusals refusals) {
        try {
            return apply(record.value(), family, effect);
        } catch (InvalidEventException e) {
            if (refusals.isKnown(record)) {
                return "refused-before";
            }
            var received = record.value();
            deadLetters.put(record, received == null ? null : received.value(), e);
            refusals.add(record);
            return "dead-letter";
        }
    }

    private static <E extends Event> String apply(Received received, Class<E> family, Function<E, String> effect)
            throws InvalidEventException {
        if (received == null) {
            throw new InvalidEventException(InvalidEventException.Code.MALFORMED, "the record has no value");
        }
        var event = family.cast(received.event());
        try {
            return effect.apply(event);
        } catch (RuntimeException e) {
            if (DataErrors.isAboutTheData(e)) {
                throw new InvalidEventException(
                        InvalidEventException.Code.INVALID_FIELD, "a value is one that cannot be stored");
            }
            throw e;
        }
    }

    private void count(ConsumerRecord<byte[], Received> record, String effect) {
        meters.counter(service.metric("events"), "topic", troubles.logical(record.topic()), "effect", effect)
                .increment();
    }
}
