package io.recloop.scheduler.remediation;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.recloop.scheduler.dispatch.RelayService;
import jakarta.inject.Singleton;

/// Ends the alert of an exhausted budget when the budget is there again.
@Singleton
class BudgetWatch {
    private final Remediations remediations;
    private final RelayService relay;

    BudgetWatch(Remediations remediations, RelayService relay) {
        this.remediations = remediations;
        this.relay = relay;
    }

    @Scheduled(identity = "watch-retrain-budget", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        remediations.endExhaustionWhenBudgetIsBack();
        relay.wake();
    }
}
