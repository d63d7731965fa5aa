package io.recloop.contracts.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request could not be answered.
///
/// @param status  the HTTP status given, 400 to 599
/// @param problem the problem's type, such as `/problems/internal`
/// @param experiment the experiment that the user is in; absent outside of one
/// @param arm        the side of the experiment that failed
public record RecommendationFailed(
        String eventId,
        String tenant,
        Instant occurredAt,
        String requestId,
        @Nullable String user,
        @Nullable String modelId,
        int status,
        String problem,
        long latencyMicros,
        @Nullable String experiment,
        @Nullable String arm)
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
        Fields.optionalId("experiment", experiment);
        Fields.optionalId("arm", arm);
    }

    /// Outside of experiments.
    public RecommendationFailed(
            String eventId,
            String tenant,
            Instant occurredAt,
            String requestId,
            @Nullable String user,
            @Nullable String modelId,
            int status,
            String problem,
            long latencyMicros) {
        this(eventId, tenant, occurredAt, requestId, user, modelId, status, problem, latencyMicros, null, null);
    }
}
