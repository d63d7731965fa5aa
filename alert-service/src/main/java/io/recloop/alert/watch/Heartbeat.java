package io.recloop.alert.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.alert.http.BoundedHttp;
import io.recloop.alert.http.BoundedHttp.Request;
import io.recloop.alert.http.HttpOutcome.Answered;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// A dead-man switch: an address outside is called for as long as alerts are taken and delivered. When the
/// calls stop, somebody else alarms: this service cannot.
@Singleton
class Heartbeat {
    private static final Logger LOG = Logger.getLogger(Heartbeat.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final WatchConfig config;
    private final Vitality vitality;
    private final BoundedHttp http;
    private final Clock clock;
    private volatile Instant next = Instant.MIN;
    private volatile long lastEpochSecond;

    Heartbeat(WatchConfig config, Vitality vitality, BoundedHttp http, MeterRegistry meters, Clock clock) {
        this.config = config;
        this.vitality = vitality;
        this.http = http;
        this.clock = clock;
        if (config.heartbeatUrl().isPresent() || config.heartbeatUrlFile().isPresent()) {
            Gauge.builder("recloop.alert.heartbeat.last.timestamp.seconds", () -> lastEpochSecond)
                    .description("When the heartbeat's address last answered well; 0 while it did not")
                    .register(meters);
        }
    }

    @Scheduled(identity = "beat", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void tick() {
        var now = clock.instant();
        if (!now.isBefore(next)) {
            url().ifPresent(url -> beat(url, now));
        }
    }

    private void beat(URI url, Instant now) {
        next = now.plus(config.heartbeatEvery());
        var trouble = vitality.trouble();
        if (trouble.isPresent()) {
            LOG.warnf("no heartbeat: %s", trouble.get());
            return;
        }
        var outcome = http.exchange(new Request(HttpMethod.GET, url, Map.of(), "", false), TIMEOUT);
        if (outcome instanceof Answered answered && answered.status() / 100 == 2) {
            lastEpochSecond = now.getEpochSecond();
        } else {
            LOG.warnf(
                    "the heartbeat's address does not take it: %s",
                    outcome instanceof Answered answered
                            ? "HTTP " + answered.status()
                            : outcome.getClass().getSimpleName());
        }
    }

    private Optional<URI> url() {
        return config.heartbeatUrlFile()
                .map(file -> {
                    try {
                        return URI.create(Files.readString(file).strip());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .or(config::heartbeatUrl);
    }
}
