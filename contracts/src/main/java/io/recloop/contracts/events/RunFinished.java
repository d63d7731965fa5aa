package io.recloop.contracts.events;

import java.time.Instant;
import java.util.Map;

/// A run ended; it says nothing more.
///
/// @param reason one sentence for a person
/// @param result what came of it, such as `modelId`
public record RunFinished(
        String eventId,
        String tenant,
        Instant occurredAt,
        String runId,
        Pipeline pipeline,
        RunStatus status,
        String reason,
        Map<String, String> result)
        implements RunEvent {
    public RunFinished {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("runId", runId);
        Fields.required("pipeline", pipeline);
        Fields.required("status", status);
        reason = Fields.text("reason", reason);
        result = Fields.texts("result", result);
        result.forEach((name, value) -> Fields.text("result." + name, value));
    }
}
