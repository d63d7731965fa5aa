package io.recloop.contracts.events;

import java.time.Instant;

/// Somebody takes the request for a run back. It is a wish, as [RunRequested] is: only [RunFinished] says how the run
/// ended, and a run that had ended already stays as it is.
///
/// @param cancelledBy the subject of the token that asked
/// @param reason      one sentence for a person
public record RunCancelled(
        String eventId,
        String tenant,
        Instant occurredAt,
        String runId,
        Pipeline pipeline,
        String cancelledBy,
        String reason)
        implements RunEvent {
    public RunCancelled {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("runId", runId);
        Fields.required("pipeline", pipeline);
        Fields.id("cancelledBy", cancelledBy);
        reason = Fields.text("reason", reason);
    }
}
