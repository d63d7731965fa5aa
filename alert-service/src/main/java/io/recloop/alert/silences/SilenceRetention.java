package io.recloop.alert.silences;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Forgets silences that ended long ago.
@Singleton
class SilenceRetention {
    private static final Logger LOG = Logger.getLogger(SilenceRetention.class);

    private final Silences silences;
    private final SilenceConfig config;
    private final Clock clock;

    SilenceRetention(Silences silences, SilenceConfig config, Clock clock) {
        this.silences = silences;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "forget-old-silences",
            every = "15m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        try {
            silences.forgetEndedBefore(clock.instant().minus(config.retention()));
        } catch (RuntimeException e) {
            LOG.warnf("old silences stay: %s", e.getMessage());
        }
    }
}
