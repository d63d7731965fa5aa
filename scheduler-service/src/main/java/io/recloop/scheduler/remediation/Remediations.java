package io.recloop.scheduler.remediation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.recloop.contracts.events.DriftEvaluated;
import io.recloop.contracts.events.DriftEvent;
import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;
import io.recloop.scheduler.jobs.Job;
import io.recloop.scheduler.jobs.Jobs;
import io.recloop.scheduler.jobs.SchedulerConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Decides about each severe drift once, and does what it decided in the same transaction. Thread-safe.
@Singleton
public final class Remediations {
    private final Optional<Job> job;
    private final RemediationRules rules;
    private final RemediationFacts facts;
    private final RemediationActions actions;
    private final Clock clock;

    Remediations(SchedulerConfig config, Jobs jobs, RemediationFacts facts, RemediationActions actions, Clock clock) {
        var remediation = config.remediation();
        this.job = jobs.named(remediation.job());
        this.rules = new RemediationRules(
                remediation.enabled(), remediation.coolDown(), remediation.dailyBudget(), remediation.maxAge());
        this.facts = facts;
        this.actions = actions;
        this.clock = clock;
    }

    /// Nothing but a proven, severe drift is worth a decision.
    public void consider(DriftEvent event) {
        switch (event) {
            case DriftEvaluated drift -> {
                if (drift.verdict() == DriftVerdict.DRIFT && drift.severity() == Severity.CRITICAL) {
                    job.ifPresent(training -> decide(training, drift));
                }
            }
        }
    }

    private void decide(Job training, DriftEvaluated drift) {
        QuarkusTransaction.requiringNew().run(() -> {
            // Decisions about one job take turns, also with those of other replicas.
            facts.lock(training);
            if (facts.isDecided(drift)) {
                return;
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            switch (rules.decide(facts.gather(training, drift, now))) {
                case Decision.Request() -> actions.request(training, drift, now);
                case Decision.Suppressed suppressed -> actions.suppress(training, drift, suppressed, now);
            }
        });
    }
}
