package io.recloop.monitor.verdicts;

import io.recloop.contracts.events.DriftVerdict;
import io.recloop.contracts.events.Severity;

/// @param persistence to be handed in with the next window
/// @param explanation one sentence for a person
public record Judgement(DriftVerdict verdict, Severity severity, Persistence persistence, String explanation) {}
