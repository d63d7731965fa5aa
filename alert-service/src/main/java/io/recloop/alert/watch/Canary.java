package io.recloop.alert.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.delivery.ChannelService;
import io.recloop.alert.delivery.TestResult;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Sends a message through every channel now and then, so that a channel that nobody needed for weeks is
/// known to work.
@Singleton
class Canary {
    private static final Logger LOG = Logger.getLogger(Canary.class);

    private final WatchConfig config;
    private final WatchTurns turns;
    private final ChannelService channels;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, AtomicLong> lastArrival = new ConcurrentHashMap<>();

    Canary(WatchConfig config, WatchTurns turns, ChannelService channels, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.turns = turns;
        this.channels = channels;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(identity = "send-canaries", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        config.canaryEvery().ifPresent(every -> {
            if (turns.take("canary", every)) {
                sendAll();
            }
        });
    }

    /// One channel after another: a canary is in no hurry.
    void sendAll() {
        for (var name : channels.names()) {
            try {
                channels.send(name, "incident.canary", "A canary: this channel works")
                        .ifPresent(this::measure);
            } catch (RuntimeException e) {
                LOG.errorf(e, "channel=%s the canary failed", name);
            }
        }
    }

    private void measure(TestResult result) {
        Timer.builder("recloop.alert.canary.duration")
                .description("A canary message, from its sending to the receiver's accept")
                .tag("channel", result.channel())
                .tag("outcome", result.outcome())
                .register(meters)
                .record(result.durationMillis(), TimeUnit.MILLISECONDS);
        var last = lastArrival.computeIfAbsent(result.channel(), this::gauge);
        if (result.isDelivered()) {
            last.set(clock.instant().getEpochSecond());
        } else {
            LOG.warnf("channel=%s the canary did not arrive: %s", result.channel(), result.error());
        }
    }

    private AtomicLong gauge(String channel) {
        var last = new AtomicLong();
        Gauge.builder("recloop.alert.canary.last.arrival.timestamp.seconds", last::doubleValue)
                .description("When the last canary of the channel arrived; 0 while none did")
                .tag("channel", channel)
                .register(meters);
        return last;
    }
}
