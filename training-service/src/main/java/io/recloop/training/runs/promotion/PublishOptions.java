package io.recloop.training.runs.promotion;

/// What a run was asked to do beside training a candidate that challenges the serving model.
///
/// @param force     publish even where the gate says no
/// @param skipEval  publish without having judged
/// @param warmStart begin from the factors of the serving model
public record PublishOptions(boolean force, boolean skipEval, boolean warmStart) {}
