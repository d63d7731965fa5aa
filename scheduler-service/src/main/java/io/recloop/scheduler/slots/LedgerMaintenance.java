package io.recloop.scheduler.slots;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.RunHistory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Deletes slots and runs when they are older than the retention.
@Singleton
class LedgerMaintenance {
    private final SlotRepository slots;
    private final RunHistory history;
    private final SchedulerConfig config;
    private final Clock clock;

    LedgerMaintenance(SlotRepository slots, RunHistory history, SchedulerConfig config, Clock clock) {
        this.slots = slots;
        this.history = history;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(identity = "delete-old-slots", every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteOld() {
        QuarkusTransaction.requiringNew().run(() -> {
            var before = clock.instant().minus(config.retention());
            slots.deleteFinishedBefore(before);
            history.deleteUnheardSince(before);
        });
    }
}
