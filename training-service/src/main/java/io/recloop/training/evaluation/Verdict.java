package io.recloop.training.evaluation;

/// What a gate answers.
public enum Verdict {
    PASSED,
    FAILED,
    NOT_ENOUGH_EVIDENCE
}
