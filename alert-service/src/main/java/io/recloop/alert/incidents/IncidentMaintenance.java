package io.recloop.alert.incidents;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.recloop.contracts.events.Severity;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the gauges of open incidents fresh without asking the database at each scrape, and the inbox bounded.
@Singleton
final class IncidentMaintenance {
    private static final Logger LOG = Logger.getLogger(IncidentMaintenance.class);
    private static final long SECONDS = 5;
    /// The topic keeps its records for 30 days.
    private static final Duration INBOX_RETENTION = Duration.ofDays(45);

    private final IncidentArchive archive;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("incident-upkeep").daemon().factory());
    private List<ScheduledFuture<?>> schedules = List.of();
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

    void start(@Observes StartupEvent event) {
        schedules = List.of(
                executor.scheduleWithFixedDelay(() -> quietly(this::count), 0, SECONDS, TimeUnit.SECONDS),
                executor.scheduleWithFixedDelay(() -> quietly(this::forget), 1, 60, TimeUnit.MINUTES));
    }

    void stop(@Observes ShutdownEvent event) {
        schedules.forEach(schedule -> schedule.cancel(true));
        executor.shutdownNow();
    }

    private void count() {
        open = archive.openBySeverity();
    }

    private void forget() {
        archive.forgetInboxOlderThan(INBOX_RETENTION);
    }

    /// An exception would end the schedule for ever.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warnf("upkeep failed: %s", e.getMessage());
        }
    }
}
