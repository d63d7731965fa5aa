package io.recloop.monitor.facts;

import io.recloop.contracts.events.OutcomeObserved;

/// What is added up of outcomes. An interaction that does not say yes has no `hit10` and counts in no rank.
record OutcomeSums(long observed, long hits, double reciprocalRanks, long rated, double squaredErrors) {
    static OutcomeSums of(OutcomeObserved outcome) {
        var hit = outcome.hit10();
        var predicted = outcome.predictedRating();
        var rating = outcome.rating();
        double error = predicted == null || rating == null ? 0 : predicted - rating;
        return new OutcomeSums(
                hit == null ? 0 : 1,
                hit != null && hit ? 1 : 0,
                hit == null || outcome.rank() == 0 ? 0 : 1.0 / outcome.rank(),
                predicted == null || rating == null ? 0 : 1,
                error * error);
    }

    OutcomeSums plus(OutcomeSums other) {
        return new OutcomeSums(
                observed + other.observed,
                hits + other.hits,
                reciprocalRanks + other.reciprocalRanks,
                rated + other.rated,
                squaredErrors + other.squaredErrors);
    }

    boolean isEmpty() {
        return observed == 0 && rated == 0;
    }
}
