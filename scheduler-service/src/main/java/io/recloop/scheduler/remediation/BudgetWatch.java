package io.recloop.scheduler.remediation;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;

/// Ends the alert of an exhausted budget when the budget is there again.
@Singleton
class BudgetWatch {
    private final Remediations remediations;

    BudgetWatch(Remediations remediations) {
        this.remediations = remediations;
    }

    @Scheduled(identity = "watch-retrain-budget", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        remediations.endExhaustionWhenBudgetIsBack();
    }
}
