package io.recloop.contracts.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody wants a pipeline to run.
///
/// @param requestedBy  `scheduler`, or the subject of the token that asked
/// @param reason       `schedule`, `drift`, or what the person said
/// @param slot         the scheduled time, absent where no schedule asked
/// @param fencingToken strictly increasing for a job; an executor refuses a lower one than it has seen
/// @param parameters   what to change from the executor's configuration
public record RunRequested(
        String eventId,
        String tenant,
        Instant occurredAt,
        String runId,
        Pipeline pipeline,
        String requestedBy,
        String reason,
        @Nullable Instant slot,
        @Nullable Long fencingToken,
        Map<String, String> parameters)
        implements RunEvent {
    public RunRequested {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("runId", runId);
        Fields.required("pipeline", pipeline);
        Fields.id("requestedBy", requestedBy);
        reason = Fields.text("reason", reason);
        if (fencingToken != null) {
            Fields.atLeast("fencingToken", fencingToken, 1);
        }
        parameters = Fields.texts("parameters", parameters);
    }
}
