package io.recloop.monitor.runs;

import java.time.Instant;
import java.util.Optional;

/// An evaluation that was asked for.
///
/// @param startedAt when an evaluation of it was begun first; what it compares ends there
record DriftRun(String runId, String tenant, Instant requestedAt, Optional<Instant> startedAt) {}
