package io.recloop.training.runs;

/// On what terms a candidate challenges the model that serves.
///
/// @param force     publish even where the gate says no
/// @param skipEval  publish without having judged
/// @param warmStart begin from the factors of the serving model
record Terms(boolean force, boolean skipEval, boolean warmStart) {}
