package io.recloop.alert.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recloop.alert.notifications.AttemptResult;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Counts at the transition. Channels are configured names, so the labels are bounded.
@Singleton
final class DeliveryMeters {
    private final MeterRegistry meters;
    private volatile Optional<Instant> oldestPending = Optional.empty();

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("recloop.alert.oldest.pending.timestamp.seconds", this::oldestPendingSeconds)
                .description("When the oldest undelivered notification was decided on; 0 while there is none")
                .register(meters);
    }

    void attempt(String channel, AttemptResult outcome, Duration took) {
        Timer.builder("recloop.alert.delivery.attempt.duration")
                .description("Attempts to deliver, by channel and outcome")
                .tag("channel", channel)
                .tag("outcome", outcome.code().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(took);
    }

    void possibleDuplicate(String channel) {
        meters.counter("recloop.alert.possible.duplicates", "channel", channel).increment();
    }

    void dead(String channel) {
        meters.counter("recloop.alert.dead.letters", "channel", channel).increment();
    }

    void oldestPending(Optional<Instant> oldest) {
        oldestPending = oldest;
    }

    private double oldestPendingSeconds() {
        return oldestPending.map(Instant::getEpochSecond).orElse(0L);
    }
}
