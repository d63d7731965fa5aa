package io.recloop.alert.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.recloop.alert.notifications.AttemptResult;
import io.recloop.alert.notifications.Backlog;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Counts at the transition. Channels are configured names, so the labels are bounded.
@Singleton
final class DeliveryMeters {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        Duration.ofHours(1)
    };

    private final MeterRegistry meters;
    private volatile Map<String, Backlog> backlog = Map.of();

    DeliveryMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("recloop.alert.oldest.pending.timestamp.seconds", this::oldestPendingSeconds)
                .description("When the oldest undelivered notification was decided on; 0 while there is none")
                .register(meters);
    }

    /// The gauges of a channel, from the start on: a channel that never delivered is seen too.
    void register(String channel, Supplier<CircuitBreaker.State> breaker) {
        Gauge.builder("recloop.alert.pending.notifications", () -> pending(channel))
                .description("Notifications that wait for the channel")
                .tag("channel", channel)
                .register(meters);
        Gauge.builder("recloop.alert.channel.open", () -> breaker.get() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while the channel is spared after failures in a row")
                .tag("channel", channel)
                .register(meters);
        meters.counter("recloop.alert.possible.duplicates", "channel", channel);
        meters.counter("recloop.alert.dead.letters", "channel", channel);
        meters.counter("recloop.alert.fallbacks", "channel", channel);
    }

    void attempt(String channel, AttemptResult outcome, Duration took) {
        Timer.builder("recloop.alert.delivery.attempt.duration")
                .description("Attempts to deliver, by channel and outcome")
                .tag("channel", channel)
                .tag("outcome", outcome.code().toLowerCase(Locale.ROOT))
                .register(meters)
                .record(took);
    }

    void delivered(String channel, Duration sinceDecision) {
        Timer.builder("recloop.alert.delivery.duration")
                .description("From the decision to notify to the receiver's accept")
                .serviceLevelObjectives(BOUNDS)
                .tag("channel", channel)
                .register(meters)
                .record(sinceDecision);
    }

    void possibleDuplicate(String channel) {
        meters.counter("recloop.alert.possible.duplicates", "channel", channel).increment();
    }

    void dead(String channel) {
        meters.counter("recloop.alert.dead.letters", "channel", channel).increment();
    }

    void fellBack(String channel, int notifications) {
        meters.counter("recloop.alert.fallbacks", "channel", channel).increment(notifications);
    }

    void backlog(List<Backlog> measured) {
        backlog = measured.stream().collect(Collectors.toUnmodifiableMap(Backlog::channel, each -> each));
    }

    private double pending(String channel) {
        return Optional.ofNullable(backlog.get(channel)).map(Backlog::pending).orElse(0L);
    }

    private double oldestPendingSeconds() {
        return backlog.values().stream()
                .map(Backlog::oldest)
                .min(Comparator.naturalOrder())
                .map(Instant::getEpochSecond)
                .orElse(0L);
    }
}
