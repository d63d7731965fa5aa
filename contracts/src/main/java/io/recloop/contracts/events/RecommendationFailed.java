package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request could not be answered.
///
/// @param status  the HTTP status given, 400 to 599
/// @param problem the problem's type, such as `/problems/internal`
public record RecommendationFailed(
        String eventId,
        String tenant,
        Instant occurredAt,
        String requestId,
        @Nullable String user,
        @Nullable String modelId,
        int status,
        String problem,
        long latencyMicros)
        implements RecommendationEvent {
    public RecommendationFailed {
        Fields.id("eventId", eventId);
        tenant = Fields.tenant(tenant);
        Fields.required("occurredAt", occurredAt);
        Fields.id("requestId", requestId);
        Fields.optionalId("user", user);
        Fields.optionalId("modelId", modelId);
        Fields.within("status", status, 400, 599);
        Fields.id("problem", problem);
        Fields.atLeast("latencyMicros", latencyMicros, 0);
    }
}
