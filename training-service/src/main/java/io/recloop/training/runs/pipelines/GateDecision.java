package io.recloop.training.runs.pipelines;

import io.recloop.learning.evaluation.Verdict;

/// What the gate decided of a candidate.
///
/// @param finite whether its numbers are: one that has others is not published, even where that is forced
record GateDecision(Judged judged, boolean finite) {
    boolean isPassed() {
        return judged.judgement().verdict() == Verdict.PASSED;
    }
}
