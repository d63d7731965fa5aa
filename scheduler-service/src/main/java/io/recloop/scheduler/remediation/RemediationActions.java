package io.recloop.scheduler.remediation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.StorableText;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.kit.alarms.Alarms;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.slots.Ledger;
import io.recloop.scheduler.slots.Origin;
import io.recloop.scheduler.slots.RunTrigger;
import io.recloop.scheduler.slots.TriggerResult;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Carries a decision out and writes it down, in the caller's transaction.
@Singleton
final class RemediationActions {
    private static final Logger LOG = Logger.getLogger(RemediationActions.class);

    private final Ledger ledger;
    private final RemediationRepository remediations;
    private final Alarms alarms;
    private final MeterRegistry meters;

    RemediationActions(Ledger ledger, RemediationRepository remediations, Alarms alarms, MeterRegistry meters) {
        this.ledger = ledger;
        this.remediations = remediations;
        this.alarms = alarms;
        this.meters = meters;
    }

    void request(Job training, DriftEvaluated drift, Instant now) {
        var trigger = new RunTrigger(
                Origin.DRIFT, "drift", "scheduler", Map.of("reason", shortened("drift: " + drift.summary())));
        switch (ledger.request(training, trigger)) {
            case TriggerResult.Busy(String runId) ->
                suppress(
                        training,
                        drift,
                        new Decision.Suppressed(Decision.Reason.RUN_OPEN, "run %s is under way".formatted(runId)),
                        now);
            case TriggerResult.Dispatched(String runId, Instant slot) -> {
                endExhaustion(training, "Drift may request a retrain again", now);
                write(drift, view(training, drift, "REQUESTED", "DRIFT", "a retrain was requested", runId, now));
                LOG.infof("drift=%s run=%s retrain requested: %s", drift.eventId(), runId, drift.summary());
            }
        }
    }

    void suppress(Job training, DriftEvaluated drift, Decision.Suppressed decision, Instant now) {
        if (decision.reason() == Decision.Reason.BUDGET) {
            alarms.raiseFor(drift.eventId(), BudgetAlarm.exhausted(training, drift, decision.explanation()), now);
        }
        var reason = decision.reason().name();
        write(drift, view(training, drift, "SUPPRESSED", reason, decision.explanation(), null, now));
        LOG.infof("drift=%s retrain suppressed: %s", drift.eventId(), decision.explanation());
    }

    /// Resolves the alert of an exhausted budget, where one was raised.
    void endExhaustion(Job training, String why, Instant now) {
        alarms.resolve(BudgetAlarm.ended(training, why), now);
    }

    private void write(DriftEvaluated drift, RemediationView made) {
        remediations.persistAndFlush(new Remediation(drift.tenant(), made));
        meters.counter(
                        "recloop.scheduler.remediations",
                        "decision",
                        made.decision().toLowerCase(Locale.ROOT),
                        "reason",
                        made.reason().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static RemediationView view(
            Job training,
            DriftEvaluated drift,
            String decision,
            String reason,
            String explanation,
            @Nullable String runId,
            Instant now) {
        return new RemediationView(
                drift.eventId(),
                decision,
                reason,
                explanation,
                training.name(),
                runId,
                StorableText.of(drift.summary()),
                drift.occurredAt(),
                now);
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "…";
    }
}
