package io.recloop.learning.evaluation;

/// One check, also when it passes.
///
/// @param gate        stable name
/// @param measured    what decided
/// @param allowed     what it was held against
/// @param explanation one sentence for people
public record GateResult(String gate, Verdict verdict, double measured, double allowed, String explanation) {}
