package io.recloop.scheduler.remediation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;

/// What was decided about each severe drift. Thread-safe.
@Singleton
public final class RemediationHistory {
    private final RemediationRepository remediations;

    RemediationHistory(RemediationRepository remediations) {
        this.remediations = remediations;
    }

    /// Newest first.
    public RemediationView.Page list(String tenant, int limit) {
        return QuarkusTransaction.requiringNew()
                .call(() -> new RemediationView.Page(remediations.list(tenant, limit), limit));
    }
}
