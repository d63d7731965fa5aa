package io.recloop.alert.incidents;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.contracts.events.Severity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// Keeps the gauges of open incidents fresh without asking the database at each scrape, and inbox and archive bounded.
@Singleton
class IncidentMaintenance {
    private static final Logger LOG = Logger.getLogger(IncidentMaintenance.class);
    /// The topic keeps its records for 30 days.
    private static final Duration INBOX_RETENTION = Duration.ofDays(45);

    private final IncidentArchive archive;
    private volatile Map<Severity, Long> open = Map.of();

    IncidentMaintenance(IncidentArchive archive, MeterRegistry meters) {
        this.archive = archive;
        for (var severity : Severity.values()) {
            Gauge.builder("recloop.alert.open.incidents", () -> open.getOrDefault(severity, 0L))
                    .description("Open incidents")
                    .tag("severity", severity.code())
                    .register(meters);
        }
    }

    @Scheduled(identity = "count-open-incidents", every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    void count() {
        quietly(() -> open = archive.openBySeverity());
    }

    @Scheduled(
            identity = "forget-old-events",
            every = "1h",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP)
    void forget() {
        quietly(() -> archive.forgetInboxOlderThan(INBOX_RETENTION));
        quietly(archive::forgetOldIncidents);
    }

    /// A line instead of a stack trace every few seconds while the database is away.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("maintenance failed: %s", e.getMessage());
        }
    }
}
