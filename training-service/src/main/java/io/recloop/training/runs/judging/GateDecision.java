package io.recloop.training.runs.judging;

import io.recloop.learning.evaluation.Verdict;

/// What the gate decided of a candidate.
///
/// @param finite whether its numbers are: one that has others is not published, even where that is forced
public record GateDecision(Judged judged, boolean finite) {
    public boolean isPassed() {
        return judged.judgement().verdict() == Verdict.PASSED;
    }
}
