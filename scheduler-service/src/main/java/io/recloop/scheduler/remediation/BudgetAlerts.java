package io.recloop.scheduler.remediation;

import io.recloop.contracts.Topic;
import io.recloop.contracts.events.AlertRaised;
import io.recloop.contracts.events.AlertResolved;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.Fingerprint;
import io.recloop.contracts.events.Severity;
import io.recloop.scheduler.dispatch.Outbox;
import io.recloop.scheduler.jobs.Job;
import java.time.Instant;
import java.util.Map;

/// Retraining again and again does not help: then a person has to look.
record BudgetAlerts(Outbox outbox) {
    static final String RULE = "remediation-budget-exhausted";
    private static final String SOURCE = "scheduler-service";

    void budgetExhausted(Job job, DriftEvaluated drift, String explanation, Instant now) {
        var labels = Map.of("job", job.name());
        outbox.append(
                Topic.ALERTS,
                new AlertRaised(
                        Outbox.idOf("budget-exhausted", drift.eventId()),
                        drift.tenant(),
                        now,
                        Fingerprint.of(drift.tenant(), RULE, labels),
                        RULE,
                        Severity.CRITICAL,
                        SOURCE,
                        "The model drifts, and retraining has not helped: " + explanation,
                        labels,
                        Map.of("driftEventId", drift.eventId())));
    }

    /// Once for each drift that exhausted the budget, however often it is asked for.
    ///
    /// @param exhaustedBy the drift event that exhausted it
    void ended(Job job, String exhaustedBy, String why, Instant now) {
        outbox.append(
                Topic.ALERTS,
                new AlertResolved(
                        Outbox.idOf("budget-restored", exhaustedBy),
                        job.tenant(),
                        now,
                        Fingerprint.of(job.tenant(), RULE, Map.of("job", job.name())),
                        RULE,
                        SOURCE,
                        why));
    }
}
