package io.recloop.scheduler.remediation;

import io.micrometer.core.instrument.MeterRegistry;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import io.recloop.scheduler.slots.Answer;
import io.recloop.scheduler.slots.Origin;
import io.recloop.scheduler.slots.Wish;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Decides about each severe drift once, and does what it decided in the same transaction. Thread-safe.
@Singleton
public final class Remediations {
    private static final Logger LOG = Logger.getLogger(Remediations.class);

    private final Jdbi jdbi;
    private final Optional<Job> job;
    private final Guards guards;
    private final MeterRegistry meters;
    private final Clock clock;

    Remediations(Jdbi jdbi, Guards guards, Jobs jobs, MeterRegistry meters, Clock clock) {
        this.jdbi = jdbi;
        this.guards = guards;
        this.job = jobs.named(guards.config().remediation().job());
        this.meters = meters;
        this.clock = clock;
    }

    /// Nothing but a proven, severe drift is worth a decision.
    public void consider(DriftEvent event) {
        switch (event) {
            case DriftEvaluated drift -> {
                if (drift.verdict() == DriftVerdict.DRIFT && drift.severity() == Severity.CRITICAL) {
                    job.ifPresent(configured -> decide(configured, drift));
                }
            }
        }
    }

    private void decide(Job training, DriftEvaluated drift) {
        jdbi.useTransaction(handle -> {
            // Decisions about one job take turns, also with those of other replicas.
            guards.ledger().lock(handle, training);
            if (RemediationRows.exists(handle, drift.eventId())) {
                return;
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var decision = rules().decide(guards.facts(handle, training, drift, now));
            switch (decision) {
                case Decision.Request() -> request(handle, training, drift, now);
                case Decision.Suppressed suppressed -> suppress(handle, training, drift, suppressed, now);
            }
        });
    }

    private void request(Handle handle, Job training, DriftEvaluated drift, Instant now) {
        var wish =
                new Wish(Origin.DRIFT, "drift", "scheduler", Map.of("reason", shortened("drift: " + drift.summary())));
        switch (guards.ledger().request(handle, training, wish)) {
            case Answer.Busy(String runId) ->
                suppress(
                        handle,
                        training,
                        drift,
                        new Decision.Suppressed(Decision.Reason.RUN_OPEN, "run %s is under way".formatted(runId)),
                        now);
            case Answer.Dispatched(String runId, Instant slot) -> {
                guards.alerts().withinBudget(handle, training, drift, now);
                RemediationRows.insert(
                        handle,
                        view(training, drift, "REQUESTED", "DRIFT", "a retrain was requested", runId, now),
                        drift.tenant());
                counted("requested", "drift");
                LOG.infof("drift=%s run=%s retrain requested: %s", drift.eventId(), runId, drift.summary());
            }
        }
    }

    private void suppress(
            Handle handle, Job training, DriftEvaluated drift, Decision.Suppressed decision, Instant now) {
        if (decision.reason() == Decision.Reason.BUDGET) {
            guards.alerts().budgetExhausted(handle, training, drift, decision.explanation(), now);
        }
        var reason = decision.reason().name();
        RemediationRows.insert(
                handle, view(training, drift, "SUPPRESSED", reason, decision.explanation(), null, now), drift.tenant());
        counted("suppressed", reason.toLowerCase(Locale.ROOT));
        LOG.infof("drift=%s retrain suppressed: %s", drift.eventId(), decision.explanation());
    }

    /// Newest first.
    public RemediationView.Page list(String tenant, int limit) {
        return jdbi.withHandle(handle -> new RemediationView.Page(RemediationRows.list(handle, tenant, limit), limit));
    }

    private RemediationRules rules() {
        SchedulerConfig.Remediation config = guards.config().remediation();
        return new RemediationRules(config.enabled(), config.coolDown(), config.dailyBudget(), config.maxAge());
    }

    private static RemediationView view(
            Job training,
            DriftEvaluated drift,
            String decision,
            String reason,
            String explanation,
            @org.jspecify.annotations.Nullable String runId,
            Instant now) {
        return new RemediationView(
                drift.eventId(),
                decision,
                reason,
                explanation,
                training.name(),
                runId,
                drift.summary().replace('\u0000', '\uFFFD'),
                drift.occurredAt(),
                now);
    }

    private void counted(String decision, String reason) {
        meters.counter("recloop.scheduler.remediations", "decision", decision, "reason", reason)
                .increment();
    }

    private static String shortened(String text) {
        return text.length() <= 500 ? text : text.substring(0, 500) + "…";
    }
}
