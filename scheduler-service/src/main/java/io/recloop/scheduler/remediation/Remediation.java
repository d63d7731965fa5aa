package io.recloop.scheduler.remediation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What was decided about a severe drift, and why. Written once.
@Entity
@Table(schema = "scheduler", name = "remediation")
class Remediation {
    @Id
    String driftEventId;

    String tenant;
    String decision;
    String reason;
    String explanation;
    String job;

    @Nullable
    String runId;

    String driftSummary;
    Instant driftAt;
    Instant decidedAt;

    @SuppressWarnings("NullAway.Init")
    protected Remediation() {}

    Remediation(String tenant, RemediationView made) {
        this.driftEventId = made.driftEventId();
        this.tenant = tenant;
        this.decision = made.decision();
        this.reason = made.reason();
        this.explanation = made.explanation();
        this.job = made.job();
        this.runId = made.runId();
        this.driftSummary = made.driftSummary();
        this.driftAt = made.driftAt();
        this.decidedAt = made.decidedAt();
    }

    RemediationView view() {
        return new RemediationView(
                driftEventId, decision, reason, explanation, job, runId, driftSummary, driftAt, decidedAt);
    }
}
