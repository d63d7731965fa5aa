package io.recloop.contracts.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The interactions of a window were compared with the training data of the serving model.
///
/// @param modelId    whose `profile.json` is the baseline; absent while there is none
/// @param severity   [Severity#CRITICAL] asks for a retrain
/// @param runId      of the DRIFT_DETECTION run that this answers
public record DriftEvaluated(
        String eventId,
        String tenant,
        Instant occurredAt,
        @Nullable String runId,
        @Nullable String modelId,
        Instant windowStart,
        Instant windowEnd,
        DriftVerdict verdict,
        Severity severity,
        List<DriftCheckResult> checks,
        String summary)
        implements DriftEvent {
    public DriftEvaluated {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.optionalId("runId", runId);
        Fields.optionalId("modelId", modelId);
        Fields.required("windowStart", windowStart);
        Fields.required("windowEnd", windowEnd);
        if (windowEnd.isBefore(windowStart)) {
            throw new IllegalArgumentException("windowEnd is before windowStart");
        }
        Fields.required("verdict", verdict);
        Fields.required("severity", severity);
        checks = Fields.list("checks", checks);
        summary = Fields.text("summary", summary);
    }
}
