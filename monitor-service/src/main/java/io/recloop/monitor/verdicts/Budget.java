package io.recloop.monitor.verdicts;

import java.time.Duration;

/// The false alarms that the operator accepts, and the level of each single test that keeps them.
///
/// By Bonferroni: expected false alarms = tests x alpha, whatever the tests have to do with each other. Windows may
/// overlap and checks may look at the same data: the expectation of a sum needs no independence. The effect and
/// persistence gates only make alarms rarer, so the budget is an upper bound.
///
/// @param falseAlarmsPer30Days of all checks of a tenant together
public record Budget(double falseAlarmsPer30Days) {
    static final Duration PERIOD = Duration.ofDays(30);

    public Budget {
        if (!(falseAlarmsPer30Days > 0)) {
            throw new IllegalArgumentException("a budget of no false alarm at all would never raise one");
        }
    }

    /// @param between evaluations; the shortest that is planned or was seen
    /// @param checks  judged in each evaluation
    public double alpha(Duration between, int checks) {
        if (between.isZero() || between.isNegative() || checks < 1) {
            throw new IllegalArgumentException("%d checks every %s".formatted(checks, between));
        }
        double evaluations = (double) PERIOD.toMillis() / between.toMillis();
        return Math.min(0.05, falseAlarmsPer30Days / (evaluations * checks));
    }
}
