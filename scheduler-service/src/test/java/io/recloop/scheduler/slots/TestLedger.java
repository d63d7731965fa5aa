package io.recloop.scheduler.slots;

import io.recloop.kit.alarms.Alarms;
import io.recloop.kit.outbox.Outbox;
import io.recloop.scheduler.SchedulerTables;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.TestRuns;
import java.time.Clock;

/// The ledger with jobs and a clock of the test's own. New ones each time: nothing may live in memory.
public final class TestLedger {
    private TestLedger() {}

    public static Ledger ledger(Jobs jobs, Clock clock) {
        var history = TestRuns.history(clock);
        var dispatcher = new RunDispatcher(
                slots(),
                SchedulerTables.bean(FencingTokenRepository.class),
                history,
                SchedulerTables.bean(Outbox.class));
        return new Ledger(rows(), slots(), dispatcher, closer(jobs, clock), clock);
    }

    public static RunFollower follower(Jobs jobs, Clock clock) {
        return new RunFollower(rows(), slots(), TestRuns.history(clock), closer(jobs, clock), clock);
    }

    public static void deleteOld(SchedulerConfig config, Clock clock) {
        new LedgerMaintenance(slots(), TestRuns.history(clock), config, clock).deleteOld();
    }

    private static SlotCloser closer(Jobs jobs, Clock clock) {
        return new SlotCloser(slots(), TestRuns.history(clock), jobs, SchedulerTables.bean(Alarms.class));
    }

    private static JobRepository rows() {
        return SchedulerTables.bean(JobRepository.class);
    }

    private static SlotRepository slots() {
        return SchedulerTables.bean(SlotRepository.class);
    }
}
