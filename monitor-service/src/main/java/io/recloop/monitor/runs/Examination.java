package io.recloop.monitor.runs;

import io.recloop.contracts.events.DriftEvaluated;
import java.util.List;

/// An evaluation, as it is announced and as alerts follow it.
record Examination(DriftEvaluated event, List<Judged> judged) {}
