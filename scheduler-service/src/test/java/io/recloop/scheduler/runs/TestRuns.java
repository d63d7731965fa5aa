package io.recloop.scheduler.runs;

import io.recloop.scheduler.SchedulerTables;
import java.time.Clock;

public final class TestRuns {
    private TestRuns() {}

    public static RunHistory history(Clock clock) {
        return new RunHistory(SchedulerTables.bean(RunRepository.class), clock);
    }
}
