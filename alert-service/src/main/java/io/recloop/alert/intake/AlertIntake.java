package io.recloop.alert.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.alert.incidents.Incidents;
import io.recloop.alert.notifications.DeliverySignal;
import io.recloop.contracts.events.AlertEvent;
import io.recloop.contracts.events.EventCodec;
import io.recloop.contracts.events.InvalidEventException;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One record: read, let it take effect, wake the delivery; or the dead letters.
@Singleton
final class AlertIntake {
    private static final Logger LOG = Logger.getLogger(AlertIntake.class);

    private final Incidents incidents;
    private final DeliverySignal signal;
    private final MeterRegistry meters;
    private final Clock clock;

    AlertIntake(Incidents incidents, DeliverySignal signal, MeterRegistry meters, Clock clock) {
        this.incidents = incidents;
        this.signal = signal;
        this.meters = meters;
        this.clock = clock;
    }

    void take(ConsumerRecord<byte[], byte[]> record, DeadLetters deadLetters) {
        try {
            var effect = apply(EventCodec.read(AlertEvent.class, record.value(), clock.instant()));
            count(effect);
            signal.wake();
        } catch (InvalidEventException e) {
            deadLetters.put(record, e);
            count("dead-letter");
            LOG.warnf(
                    "topic=%s partition=%d offset=%d refused: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    private String apply(AlertEvent event) throws InvalidEventException {
        try {
            return incidents.apply(event).name().toLowerCase(Locale.ROOT);
        } catch (RuntimeException e) {
            if (isAboutTheData(e)) {
                throw new InvalidEventException(
                        InvalidEventException.Code.INVALID_FIELD, "a value is one that cannot be stored");
            }
            throw e;
        }
    }

    /// SQLSTATE class 22, data exception: trying again would fail for ever, and hold up everything behind.
    private static boolean isAboutTheData(RuntimeException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith("22");
            }
        }
        return false;
    }

    private void count(String effect) {
        meters.counter("recloop.alert.events", "effect", effect).increment();
    }
}
