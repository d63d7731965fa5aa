package io.recloop.learning.evaluation;

/// What a gate answers.
public enum Verdict {
    PASSED,
    FAILED,
    NOT_ENOUGH_EVIDENCE
}
