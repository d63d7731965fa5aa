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
import java.time.Instant;
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
    private final int dailyBudget;

    Remediations(SchedulerConfig config, Jobs jobs, RemediationFacts facts, RemediationActions actions, Clock clock) {
        var remediation = config.remediation();
        this.job = jobs.named(remediation.job());
        this.rules = new RemediationRules(
                remediation.enabled(), remediation.coolDown(), remediation.dailyBudget(), remediation.maxAge());
        this.facts = facts;
        this.actions = actions;
        this.clock = clock;
        this.dailyBudget = remediation.dailyBudget();
    }

    /// Nothing but a proven, severe drift is worth a decision.
    public void consider(DriftEvent event) {
        switch (event) {
            case DriftEvaluated drift -> {
                if (drift.verdict() == DriftVerdict.DRIFT && drift.severity() == Severity.CRITICAL) {
                    job.ifPresent(training -> decide(training, drift));
                } else if (drift.verdict() == DriftVerdict.STABLE) {
                    job.filter(training -> training.tenant().equals(drift.tenant()))
                            .ifPresent(training -> endExhaustion(training, "The model no longer drifts"));
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
            var now = now();
            switch (rules.decide(facts.gather(training, drift, now))) {
                case Decision.Request() -> actions.request(training, drift, now);
                case Decision.Suppressed suppressed -> actions.suppress(training, drift, suppressed, now);
            }
        });
    }

    /// The budget counts the requests of a day: it is there again when they are old enough, whether drift goes
    /// on or not.
    public void endExhaustionWhenBudgetIsBack() {
        job.filter(training -> facts.requestsOfTheLastDay(training.tenant(), now()) < dailyBudget)
                .ifPresent(training -> endExhaustion(training, "Drift may request a retrain again"));
    }

    private void endExhaustion(Job training, String why) {
        QuarkusTransaction.requiringNew().run(() -> {
            facts.lock(training);
            actions.endExhaustion(training, why, now());
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
