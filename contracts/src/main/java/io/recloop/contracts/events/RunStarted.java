package io.recloop.contracts.events;

import java.time.Instant;

/// An executor took the run.
///
/// @param executor its instance
public record RunStarted(
        String eventId, String tenant, Instant occurredAt, String runId, Pipeline pipeline, String executor)
        implements RunEvent {
    public RunStarted {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("runId", runId);
        Fields.required("pipeline", pipeline);
        Fields.id("executor", executor);
    }
}
