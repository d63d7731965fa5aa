package io.recloop.contracts.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How far a run is.
///
/// @param stage            what it is doing: `ingest`, `dataset`, `train`, `evaluate`, `publish`, …
/// @param fraction         of the stage, 0 to 1
/// @param remainingSeconds of the stage, absent where unknown
/// @param metrics          what the stage measured so far, such as `loss`
public record RunProgressed(
        String eventId,
        String tenant,
        Instant occurredAt,
        String runId,
        Pipeline pipeline,
        String stage,
        double fraction,
        @Nullable Double remainingSeconds,
        String message,
        Map<String, Double> metrics)
        implements RunEvent {
    public RunProgressed {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("runId", runId);
        Fields.required("pipeline", pipeline);
        Fields.id("stage", stage);
        Fields.within("fraction", fraction, 0, 1);
        if (remainingSeconds != null) {
            Fields.within("remainingSeconds", remainingSeconds, 0, Double.MAX_VALUE);
        }
        message = Fields.text("message", message);
        metrics = Fields.map("metrics", metrics);
    }
}
