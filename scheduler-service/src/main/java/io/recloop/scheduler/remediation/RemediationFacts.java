package io.recloop.scheduler.remediation;

import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.scheduler.dispatch.Outbox;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.Ledger;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Gathers the facts that a decision rests on.
@Singleton
final class Guards {
    private static final Duration DAY = Duration.ofHours(24);

    private final Ledger ledger;
    private final RunHistory history;
    private final SchedulerConfig config;
    private final BudgetAlerts alerts;

    Guards(Ledger ledger, RunHistory history, SchedulerConfig config, Outbox outbox) {
        this.ledger = ledger;
        this.history = history;
        this.config = config;
        this.alerts = new BudgetAlerts(outbox);
    }

    RemediationRules.Facts facts(Handle handle, Job training, DriftEvaluated drift, Instant now) {
        return new RemediationRules.Facts(
                now,
                drift.occurredAt(),
                drift.tenant().equals(training.tenant()),
                ledger.stateOf(handle, training).paused(),
                RemediationRows.lastRequest(handle, drift.tenant()),
                RemediationRows.requestsSince(handle, drift.tenant(), now.minus(DAY)),
                history.openRun(handle, training.tenant(), training.pipeline(), training.timeout()));
    }

    Ledger ledger() {
        return ledger;
    }

    SchedulerConfig config() {
        return config;
    }

    BudgetAlerts alerts() {
        return alerts;
    }
}
