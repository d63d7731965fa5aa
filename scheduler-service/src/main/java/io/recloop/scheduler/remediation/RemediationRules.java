package io.recloop.scheduler.remediation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Drift asks, it does not order: the facts in front of a retrain, first things first. Pure.
///
/// @param coolDown    no request follows another sooner
/// @param dailyBudget requests within 24 hours
/// @param maxAge      of a drift that is acted upon
record RemediationRules(boolean enabled, Duration coolDown, int dailyBudget, Duration maxAge) {

    /// What is known when the decision is made.
    ///
    /// @param lastRequest    when a retrain was last requested because of drift
    /// @param requestedToday how many within the last 24 hours
    /// @param openRun        a training run that has not ended
    record Facts(
            Instant now,
            Instant driftAt,
            boolean sameTenant,
            boolean paused,
            Optional<Instant> lastRequest,
            int requestedToday,
            Optional<String> openRun) {}

    Decision decide(Facts facts) {
        if (!enabled) {
            return new Decision.Suppressed(Decision.Reason.DISABLED, "remediation is switched off");
        }
        if (!facts.sameTenant()) {
            return new Decision.Suppressed(Decision.Reason.OTHER_TENANT, "the job belongs to another tenant");
        }
        if (facts.driftAt().isBefore(facts.now().minus(maxAge))) {
            return new Decision.Suppressed(
                    Decision.Reason.STALE,
                    "the drift was found at %s, more than %s ago".formatted(facts.driftAt(), maxAge));
        }
        if (facts.paused()) {
            return new Decision.Suppressed(Decision.Reason.PAUSED, "the job is paused");
        }
        if (facts.openRun().isPresent()) {
            return new Decision.Suppressed(
                    Decision.Reason.RUN_OPEN,
                    "run %s is under way".formatted(facts.openRun().get()));
        }
        var coolUntil = facts.lastRequest().map(at -> at.plus(coolDown));
        if (coolUntil.isPresent() && facts.now().isBefore(coolUntil.get())) {
            return new Decision.Suppressed(
                    Decision.Reason.COOL_DOWN,
                    "the last retrain for drift was requested at %s; the next may be from %s"
                            .formatted(facts.lastRequest().get(), coolUntil.get()));
        }
        if (facts.requestedToday() >= dailyBudget) {
            return new Decision.Suppressed(
                    Decision.Reason.BUDGET,
                    "%d retrains were requested within 24 hours, %d are allowed"
                            .formatted(facts.requestedToday(), dailyBudget));
        }
        return new Decision.Request();
    }
}
