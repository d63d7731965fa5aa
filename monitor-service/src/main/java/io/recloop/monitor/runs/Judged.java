package io.recloop.monitor.runs;

import io.recloop.contracts.events.DriftCheckResult;
import io.recloop.contracts.events.Severity;
import io.recloop.monitor.checks.DriftCheck;

/// What came of a check.
record Judged(DriftCheck check, DriftCheckResult result, Severity severity) {}
