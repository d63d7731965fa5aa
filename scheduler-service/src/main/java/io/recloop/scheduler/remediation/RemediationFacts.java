package io.recloop.scheduler.remediation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.runs.RunHistory;
import io.recloop.scheduler.slots.Ledger;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/// Gathers the facts that a decision rests on, in the caller's transaction.
@Singleton
final class RemediationFacts {
    private static final Duration DAY = Duration.ofHours(24);

    private final Ledger ledger;
    private final RunHistory history;
    private final RemediationRepository remediations;

    RemediationFacts(Ledger ledger, RunHistory history, RemediationRepository remediations) {
        this.ledger = ledger;
        this.history = history;
        this.remediations = remediations;
    }

    /// Locks the job for a decision about it, to the end of the transaction.
    void lock(Job training) {
        ledger.lock(training);
    }

    /// In the caller's transaction where there is one.
    int requestsOfTheLastDay(String tenant, Instant now) {
        return QuarkusTransaction.joiningExisting().call(() -> remediations.requestsSince(tenant, now.minus(DAY)));
    }

    boolean isDecided(DriftEvaluated drift) {
        return remediations.exists(drift.eventId());
    }

    RemediationRules.Facts gather(Job training, DriftEvaluated drift, Instant now) {
        return new RemediationRules.Facts(
                now,
                drift.occurredAt(),
                drift.tenant().equals(training.tenant()),
                ledger.stateOf(training).paused(),
                remediations.lastRequest(drift.tenant()),
                requestsOfTheLastDay(drift.tenant(), now),
                history.openRun(training.tenant(), training.pipeline(), training.timeout()));
    }
}
