package io.recloop.scheduler.dispatch;

import io.recloop.scheduler.SchedulerTables;
import java.time.Clock;

public final class TestOutbox {
    private TestOutbox() {}

    public static Outbox with(Clock clock) {
        return new Outbox(SchedulerTables.bean(OutboxRepository.class), clock);
    }
}
